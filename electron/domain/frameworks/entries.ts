import type { Folds, Summaries } from '../ledger/folds.ts'
import { NoteError, parseNote } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'
import { createHash } from 'node:crypto'
import { insertMark, insertNil, insertScope } from './store.ts'
import { toWords } from '../../../shared/id-words.ts'

type Kinds = 'framework.scope/v1' | 'control.confirmed/v1' | 'control.not-applicable/v1' | 'evidence.nil/v1'

export const frameworkFolds: Folds<Kinds> = {
  'framework.scope/v1': ({ seq, at, actor, body }, index) => insertScope(index, { seq, at, by: actor, ...body }),
  'control.confirmed/v1': ({ seq, at, actor, body }, index) => {
    const { framework, control, version, manifestHash, evidenceHash, reason } = body
    insertMark(index, { seq, at, by: actor, act: 'confirm', framework, control, version, manifestHash, evidenceHash, reason })
  },
  'control.not-applicable/v1': ({ seq, at, actor, body }, index) => {
    const { framework, control, version, manifestHash, reason } = body
    insertMark(index, { seq, at, by: actor, act: 'not-applicable', framework, control, version, manifestHash, evidenceHash: null, reason })
  },
  'evidence.nil/v1': ({ seq, at, actor, body: { note, ...body } }, index) => {
    const text = textOf(note)
    insertNil(index, { seq, at, by: actor, role: parseStatement(text)?.values.get('Signer-Role') ?? '', ...body, sha256: createHash('sha256').update(text).digest('hex') })
  },
}

export const frameworkSummaries: Summaries<Kinds> = {
  'framework.scope/v1': ({ body }) => ({ summary: `Control sets looked at: ${body.frameworks.join(', ')}, as ${body.roles.join(' and ')}`, subject: null }),
  'control.confirmed/v1': ({ body }) => ({ summary: `Control ${body.control} of ${body.version} confirmed on ${body.evidence === 1 ? 'one piece' : `${body.evidence} pieces`} of evidence`, subject: body.version }),
  'control.not-applicable/v1': ({ body }) => ({ summary: `Control ${body.control} does not apply to ${body.version}: ${body.reason}`, subject: body.version }),
  'evidence.nil/v1': ({ body }) => ({ summary: `${body.version}: no ${toWords(body.kind)} from ${body.from} to ${body.until}`, subject: body.version }),
}

/** Empty where the note is none: folds are total, verification says what is wrong. */
function textOf(note: string): string {
  try {
    return parseNote(note).text
  } catch (error) {
    if (error instanceof NoteError) return ''
    throw error
  }
}
