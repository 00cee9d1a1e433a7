import * as z from 'zod'

/** Sizes up to which a notebook is read, said in docs/formats/note.md. */
export const notebookLimits = { bytes: 24 * 1024 * 1024, depth: 64, cells: 2000, outputs: 200, sourceCharacters: 200_000, textCharacters: 20_000, rows: 200, columns: 60 } as const

/** A picture by what its bytes say, never by its name. */
export const picture = z.object({ mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']), width: z.number().int(), height: z.number().int(), base64: z.string() })
export type Picture = z.infer<typeof picture>

/** `cut`: there was more. `note`: what was left out in its favour. */
const shown = { cut: z.boolean(), note: z.string().nullable() }
export const notebookOutput = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), text: z.string(), stream: z.enum(['stdout', 'stderr']).nullable(), ...shown }),
  z.object({ is: z.literal('error'), name: z.string(), value: z.string(), traceback: z.string() }),
  z.object({ is: z.literal('picture'), picture, text: z.string() }),
  /** Words of an HTML table; `heads`: so many rows at its top are headings. */
  z.object({ is: z.literal('table'), rows: z.array(z.array(z.string())), heads: z.number().int(), ...shown }),
  z.object({ is: z.literal('markdown'), text: z.string(), ...shown }),
  z.object({ is: z.literal('left'), note: z.string() }),
])
export type NotebookOutput = z.infer<typeof notebookOutput>

/** What is in a file and not shown; for HTML and the like something else may stand in its place, and is said to. */
export const leftOut = z.enum(['script', 'widget', 'svg', 'pdf', 'picture', 'html', 'unknown', 'cell', 'output'])
export type LeftOut = z.infer<typeof leftOut>

export const notebookCell = z.object({
  type: z.enum(['markdown', 'code', 'raw']),
  source: z.string(),
  cut: z.boolean(),
  /** The number that the kernel gave it when it ran last; null where it never ran. */
  count: z.number().int().nullable(),
  outputs: z.array(notebookOutput),
  /** Pictures that its Markdown names as `attachment:NAME`. */
  pictures: z.record(z.string(), picture),
})
export type NotebookCell = z.infer<typeof notebookCell>

/** A notebook as data to show: nothing in it is HTML, a script or an address that is gone to. */
export const notebook = z.object({
  name: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  /** `4.5` */
  format: z.string(),
  language: z.string().nullable(),
  kernel: z.string().nullable(),
  cells: z.array(notebookCell),
  left: z.array(z.object({ what: leftOut, count: z.number().int() })),
})
export type Notebook = z.infer<typeof notebook>
