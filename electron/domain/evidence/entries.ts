import type { Folds, Summaries } from '../ledger/folds.ts'
import { insertCheck, insertDeclaration } from './store.ts'

type Kinds = 'check.declared/v1' | 'check.completed/v1'

export const evidenceFolds: Folds<Kinds> = {
  'check.declared/v1': ({ seq, at, actor, body }, index) =>
    insertDeclaration(index, {
      seq,
      at,
      by: actor,
      kind: body.check,
      version: body.version,
      manifestHash: body.manifestHash,
      inputName: body.input.name,
      inputSha256: body.input.sha256,
      groups: body.settings.columns.groups,
    }),
  'check.completed/v1': ({ seq, at, actor, body }, index) =>
    insertCheck(index, {
      seq,
      at,
      by: actor,
      declaredSeq: body.declaration,
      version: body.version,
      verdict: body.verdict,
      resultSha256: body.result.sha256,
      rowsRead: body.rows.read,
      rowsUsed: body.rows.used,
    }),
}

export const evidenceSummaries: Summaries<Kinds> = {
  'check.declared/v1': ({ body }) => ({
    summary: `Fairness check of ${body.version} declared on ${body.input.name}, over ${body.settings.columns.groups.join(', ')}`,
    subject: body.version,
  }),
  'check.completed/v1': ({ seq, body }) => ({
    summary: `Fairness check of ${body.version}: ${body.verdict.replaceAll('_', ' ')}, ${body.rows.used.toLocaleString('en-GB')} rows`,
    subject: `C-${seq}`,
  }),
}
