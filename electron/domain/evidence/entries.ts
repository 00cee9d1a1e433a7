import { plural } from '../../../shared/counts.ts'
import { toWords } from '../../../shared/id-words.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { settingsDigest, toHeld } from './held.ts'
import { kindOf, scopeOf } from './kinds.ts'
import { insertCheck, insertDeclaration, insertTemplate } from './store.ts'

type Kinds = 'check.declared/v1' | 'check.completed/v1' | 'check.template.saved/v1'

export const evidenceFolds: Folds<Kinds> = {
  'check.declared/v1': ({ seq, at, actor, body }, index) =>
    insertDeclaration(index, {
      seq,
      at,
      by: actor,
      kind: body.check,
      version: body.version,
      manifestHash: body.manifestHash,
      inputs: body.inputs.map(({ role, name, sha256 }) => ({ role, name, sha256 })),
      scope: scopeOf(body),
      settingsSha256: settingsDigest(body),
      held: toHeld(body),
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
  'check.template.saved/v1': ({ seq, at, actor, body }, index) => insertTemplate(index, { seq, at, by: actor, name: body.name, kind: body.check, settings: body.settings }),
}

export const evidenceSummaries: Summaries<Kinds> = {
  'check.declared/v1': ({ body }) => ({
    summary: `${kindOf(body.check).title} of ${body.version} declared on ${body.inputs.map(({ name }) => name).join(' and ')}, over ${shorten(scopeOf(body))}`,
    subject: body.version,
  }),
  'check.completed/v1': ({ seq, body }) => ({
    summary: `Check of ${body.version}: ${toWords(body.verdict)}, ${plural(body.rows.used, 'row')}`,
    subject: `C-${seq}`,
  }),
  'check.template.saved/v1': ({ body }) => ({ summary: `Template “${body.name}” of a ${kindOf(body.check).title.toLowerCase()} saved`, subject: null }),
}

const shorten = (scope: readonly string[]): string => scope.slice(0, 6).join(', ') + (scope.length > 6 ? ` and ${scope.length - 6} more` : '')
