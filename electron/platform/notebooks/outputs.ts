import { notebookLimits, type LeftOut, type NotebookOutput, type Picture } from '../../../shared/contract/notebooks.ts'
import { readPicture, whyNotPicture } from '../pictures.ts'
import { readTable } from './html-table.ts'
import { toCut, toReadable, toText } from './text.ts'

export type Members = Readonly<Record<string, unknown>>
export const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {})

/** Counts what is in the file and not shown. */
export interface Left {
  add(what: LeftOut, count?: number): void
}

const text = (value: unknown): { text: string; cut: boolean } => toCut(toReadable(toText(value)), notebookLimits.textCharacters)
const line = (value: unknown): string => toReadable(toText(value)).slice(0, 500)

/** An output of nbformat 3 or 4 as it can be shown; null where there is nothing in it. */
export function toOutput(raw: unknown, left: Left): NotebookOutput | null {
  const output = membersOf(raw)
  switch (output['output_type']) {
    case 'stream': {
      const shown = text(output['text'])
      const isError = (output['name'] ?? output['stream']) === 'stderr'
      return shown.text === '' ? null : { is: 'text', ...shown, stream: isError ? 'stderr' : 'stdout', note: null }
    }
    case 'error':
    case 'pyerr': {
      const lines = Array.isArray(output['traceback']) ? output['traceback'].map(toText).join('\n') : toText(output['traceback'])
      return { is: 'error', name: line(output['ename']), value: text(output['evalue']).text, traceback: text(lines).text }
    }
    case 'display_data':
    case 'execute_result':
      return toShown(membersOf(output['data']), left)
    case 'pyout':
      return toShown(toData(output), left)
    default:
      left.add('unknown')
      return null
  }
}

/** nbformat 3 keeps data beside the output's other members, under short names. */
const shortNames: Readonly<Record<string, string>> = { text: 'text/plain', html: 'text/html', png: 'image/png', jpeg: 'image/jpeg', svg: 'image/svg+xml', latex: 'text/latex', javascript: 'application/javascript', json: 'application/json' }
export const toData = (output: Members): Members => Object.fromEntries(Object.entries(shortNames).flatMap(([short, mime]) => (output[short] === undefined ? [] : [[mime, output[short]]])))

const pictureKinds = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
/** What can act, or needs more of the network than is there. */
const acting: Readonly<Record<string, LeftOut>> = {
  'application/javascript': 'script',
  'text/javascript': 'script',
  'application/vnd.jupyter.widget-view+json': 'widget',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
}
const named: Readonly<Partial<Record<LeftOut, string>>> = { script: 'A script', widget: 'A widget', svg: 'An SVG picture', pdf: 'A PDF' }

/** One output comes in several forms: the first that can be shown is, and what stands back for it is said. */
function toShown(data: Members, left: Left): NotebookOutput | null {
  const kinds = Object.keys(data).slice(0, 50)
  if (kinds.length === 0) return null
  for (const kind of kinds) if (acting[kind]) left.add(acting[kind])
  const html = toText(data['text/html'])
  if (/<script\b/i.test(html)) left.add('script')
  return toShownPicture(data, left) ?? toShownTable(html) ?? toShownText(data, html, left)
}

function toShownPicture(data: Members, left: Left): NotebookOutput | null {
  for (const kind of pictureKinds) {
    if (data[kind] === undefined) continue
    const picture = parsePicture(toText(data[kind]))
    if (picture) return { is: 'picture', picture, text: toCut(toReadable(toText(data['text/plain'])), 500).text }
    left.add('picture')
  }
  return null
}

/** Null where it is no picture of a kind that is shown, is too large, or is no base64. */
export function parsePicture(base64: string): Picture | null {
  const written = base64.replaceAll(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(written)) return null
  const bytes = Buffer.from(written, 'base64')
  return whyNotPicture(bytes) === null ? { ...readPicture(bytes)!, base64: written } : null
}

function toShownTable(html: string): NotebookOutput | null {
  const table = html === '' ? null : readTable(html)
  if (!table) return null
  return { is: 'table', ...table, note: 'The words of an HTML table; nothing else of the HTML is shown.' }
}

function toShownText(data: Members, html: string, left: Left): NotebookOutput | null {
  const kind = Object.keys(data).find((one) => acting[one] !== undefined || pictureKinds.includes(one))
  const what = html !== '' ? 'HTML' : kind === undefined ? null : (named[acting[kind] ?? 'picture'] ?? 'A picture that is damaged or too large')
  const note = what === null ? null : `${what} is not shown; this is its text.`
  const words = ['text/markdown', 'text/latex', 'text/plain', 'application/json'].find((one) => data[one] !== undefined)
  if (html !== '') left.add('html')
  if (words === 'text/markdown') return { is: 'markdown', ...text(data[words]), note }
  if (words !== undefined) return { is: 'text', ...text(words === 'application/json' ? JSON.stringify(data[words], null, 2) : data[words]), stream: null, note }
  if (what !== null) return { is: 'left', note: `${what} is not shown.` }
  left.add('unknown')
  return { is: 'left', note: `An output of the kind ${line(Object.keys(data)[0]).slice(0, 80)} is not shown.` }
}
