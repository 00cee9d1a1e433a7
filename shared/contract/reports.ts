import * as z from 'zod'
import { numberedRef, reportId, seq, sha256Hex } from '../ids.ts'
import { filePath, instant, procedure } from './procedure.ts'

export const reportEntries = {
  /** `asOf` is the tree the report speaks of; the same bytes can be made again from it. */
  'report.exported/v1': z.strictObject({
    report: z.literal('dossier'),
    version: z.string(),
    asOf: z.strictObject({ size: z.number().int(), root: z.string() }),
    checkpoint: z.string(),
    file: z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int() }),
  }),
}

export const report = z.object({
  id: reportId,
  version: z.string(),
  fileName: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  asOfSize: z.number().int(),
  at: instant,
  by: z.string(),
  seq,
})
export type Report = z.infer<typeof report>

export const reportsContract = {
  list: procedure.input(z.object({ version: numberedRef.optional() })).output(z.array(report)),
  /** Renders without recording anything; the bytes are a draft and say so. Result of the job: `{ token }` for `previewBytes`. */
  preview: procedure.input(z.object({ version: numberedRef })).output(z.object({ job: z.string() })),
  previewBytes: procedure.input(z.object({ token: z.string() })).output(z.instanceof(Blob)),
  /** Writes the PDF to `out` and then records its digest; the job's result is a `Report`. */
  exportDossier: procedure
    .input(z.object({ version: numberedRef, out: filePath, asOf: seq.optional() }))
    .output(z.object({ job: z.string() })),
}
