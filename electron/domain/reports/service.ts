import { createHash, randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type * as z from 'zod'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Report, reportsContract } from '../../../shared/contract/reports.ts'
import { AppError } from '../../../shared/errors.ts'
import { refuseOtherFile, writeWhile } from '../../platform/output-file.ts'
import { runInWorker } from '../../platform/programs.ts'
import type { Index } from '../../platform/sqlite.ts'
import { assembleDossier, type AssemblyOptions } from './assembly.ts'
import { readCheckpoint } from './checkpoint-file.ts'
import type { DossierInput } from './dossier/input.ts'
import { readReport, readReports, type ReportRow } from './store.ts'


type Input<K extends 'list' | 'preview' | 'exportDossier'> = z.output<NonNullable<(typeof reportsContract)[K]['~orpc']['inputSchema']>>

export interface Reports {
  /** Newest first. */
  list(input: Input<'list'>): Report[]
  /** The dossier as of the newest entry, marked as a draft on every page; recorded nowhere. */
  preview(input: Input<'preview'>, work: Work): Promise<{ token: string }>
  /** The bytes of one of the last few previews; NOT_FOUND for an older one. */
  previewBytes(token: string): Uint8Array<ArrayBuffer>
  /**
   * Writes the dossier as of entry `asOf` (default: the newest) to `out`, then records its digest as the next entry. The same
   * `asOf` gives the same bytes again. Where the file can not be written nothing is recorded; where the record can not be
   * written the file is taken away again. Errors: BAD_INPUT, NOT_FOUND, DISK_FULL, CANCELLED and those of an append.
   */
  exportDossier(actor: string, input: Input<'exportDossier'>, work: Work): Promise<Report>
  /** The signed note in a text file or in one of our PDFs, not verified. BAD_INPUT and FILE_UNREADABLE say what else it is. */
  readCheckpoint(path: string): string
}

export interface ReportsOptions extends AssemblyOptions {
  index: Index
}

/** The screen shows one at a time; a second window may show another. */
const previewsKept = 2

export function createReports(options: ReportsOptions): Reports {
  const { ledger, index } = options
  const previews = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    list: ({ version }) => readReports(index, version).map(toReport),
    async preview({ version }, work) {
      const { pdf } = await render(options, { version, asOf: undefined, draft: true }, work)
      const token = randomUUID()
      previews.set(token, pdf)
      for (const old of [...previews.keys()].slice(0, -previewsKept)) previews.delete(old)
      return { token }
    },
    previewBytes(token) {
      const bytes = previews.get(token)
      if (!bytes) throw new AppError('NOT_FOUND', 'This preview is no longer in memory; make it again.')
      return bytes
    },
    async exportDossier(actor, { version, out, asOf }, work) {
      if (ledger.readOnly) throw new AppError('READ_ONLY', ledger.readOnly.reason)
      refuseOtherFile(out, (beginning) => beginning.startsWith('%PDF-'), 'a PDF')
      const { pdf, input } = await render(options, { version, asOf, draft: false }, work)
      if (work.signal.aborted) throw new AppError('CANCELLED', 'The work was cancelled; nothing was written.')
      work.progress(2, 3, 'Writing the file')
      const body = toBody(input, basename(out), pdf)
      const [entry] = writeWhile(out, pdf, () => ledger.append(actor, () => ({ kind: 'report.exported/v1', body })))
      work.progress(3, 3, 'Recorded')
      return toReport(readReport(index, entry!.seq)!)
    },
    readCheckpoint,
  }
}

async function render(
  options: ReportsOptions,
  { version, asOf, draft }: { version: string; asOf: number | undefined; draft: boolean },
  work: Work,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; input: DossierInput }> {
  const { ledger } = options
  const newest = ledger.tip().size - 1
  if (asOf !== undefined && asOf > newest) {
    throw new AppError('BAD_INPUT', `There is no entry ${asOf} to speak of: this ledger has entries 0 to ${newest}. Name one of them.`)
  }
  work.progress(0, 3, 'Reading the records')
  const input = assembleDossier(options, { version, seq: asOf ?? newest, draft })
  work.progress(1, 3, 'Drawing the pages')
  return { input, pdf: await runInWorker<Uint8Array<ArrayBuffer>>('pdf', input, work) }
}

function toBody({ version, ledger }: DossierInput, name: string, pdf: Uint8Array) {
  return {
    report: 'dossier',
    version: version.ref,
    asOf: { size: ledger.size, root: ledger.root },
    checkpoint: ledger.checkpoint,
    file: { name, sha256: createHash('sha256').update(pdf).digest('hex'), bytes: pdf.byteLength },
  }
}

const toReport = (row: ReportRow): Report => ({ ...row, id: `D-${row.seq}` })
