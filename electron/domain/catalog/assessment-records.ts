import { createHash } from 'node:crypto'
import type { Assessment, AssessedBrief } from '../../../shared/contract/assessment.ts'
import { isLower } from '../../../shared/tiering.ts'
import { changesBetween } from '../../../shared/tiering-words.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { NoteError, parseNote } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'
import type { RiskClassification } from './service.ts'
import type { AssessmentRow } from './store.ts'

const digestOf = ({ body }: AssessmentRow) => createHash('sha256').update(toCanonical(body)).digest('hex')

/** `before`: the one whose place it took, if any. */
export function toAssessment(row: AssessmentRow, before: AssessmentRow | undefined): Assessment {
  const { seq, at, by, tier, body } = row
  const { override, ...assessed } = body
  return {
    ...assessed,
    seq,
    at,
    by,
    tier,
    override: override ? { ...override, text: textOf(override.note) } : null,
    before: { tier: row.beforeTier, assessed: row.beforeSeq !== null },
    changes: before ? changesBetween(before.body, body) : [],
    sha256: digestOf(row),
  }
}

export function toBrief({ seq, at, by, tier, beforeTier, body: { outcome, override, euClass } }: AssessmentRow): AssessedBrief {
  return {
    seq,
    at,
    by,
    computed: outcome.tier,
    overridden: override !== undefined,
    loweredFrom: isLower(tier, beforeTier) ? beforeTier : null,
    notAllowed: outcome.notAllowed.map(({ text }) => text),
    eu: euClass.name,
  }
}

export function toRiskClassification(row: AssessmentRow): RiskClassification {
  const { answers, eu, override, outcome } = row.body
  const unsaid = answers.filter(({ reason }) => reason === '').map(({ dimension }) => dimension as string)
  return {
    seq: row.seq,
    at: row.at,
    by: row.by,
    sha256: digestOf(row),
    missing: [...unsaid, ...(eu.reason === '' ? ['eu'] : [])],
    override: override && outcome.tier !== null ? { email: row.by, role: parseStatement(textOf(override.note))?.values.get('Signer-Role') ?? '', tier: override.tier, computed: outcome.tier } : null,
  }
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
