import type { Folds, Summaries } from '../ledger/folds.ts'
import { insertReport } from './store.ts'

type Kinds = 'report.exported/v1'

export const reportFolds: Folds<Kinds> = {
  'report.exported/v1': ({ seq, at, actor, body: { version, file, asOf } }, index) =>
    insertReport(index, { seq, version, fileName: file.name, sha256: file.sha256, bytes: file.bytes, asOfSize: asOf.size, at, by: actor }),
}

export const reportSummaries: Summaries<Kinds> = {
  'report.exported/v1': ({ seq, body }) => ({ summary: `Dossier of ${body.version} exported as ${body.file.name}, as of entry ${body.asOf.size - 1}`, subject: `D-${seq}` }),
}
