import { NoteError, parseNote } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'
import type { Policy, Review } from '../../../shared/contract/reviews.ts'

export const decisionHeader = 'countersign.example/decision/v1'

export interface StatementParts {
  review: Pick<Review, 'id' | 'version' | 'useCase' | 'useCaseName' | 'manifestHash' | 'evidenceHash' | 'evidence'>
  policy: { policy: Policy; sha256: string }
  decision: 'ENDORSE' | 'APPROVE' | 'DECLINE'
  meaning: 'review' | 'approval' | 'rejection'
  sentence: string
  reason: string | null
  validUntil: string | null
  signer: { name: string; email: string; role: string; fingerprint: string }
  signedAt: Date
  offsetMinutes: number
  ledger: { origin: string; size: number; root: Buffer }
}

/** The very text that is shown and signed: fixed `Key: value` lines in a fixed order. docs/formats/statements.md */
export function toDecisionText(parts: StatementParts): string {
  const { review, policy, signer, ledger } = parts
  const lines: (string | null)[] = [
    decisionHeader,
    `Decision: ${parts.decision}`,
    `Meaning: ${parts.meaning}`,
    `Statement: ${parts.sentence}`,
    `Use-Case: ${review.useCaseName} (${review.useCase})`,
    `Version: ${review.version}`,
    `Manifest: sha256:${review.manifestHash}`,
    `Evidence: sha256:${review.evidenceHash} (${review.evidence.length} ${review.evidence.length === 1 ? 'item' : 'items'})`,
    `Review: ${review.id}`,
    `Policy: ${policy.policy.id} ${policy.policy.version} sha256:${policy.sha256}`,
    parts.validUntil === null ? null : `Valid-Until: ${parts.validUntil}`,
    parts.reason === null ? null : `Reason: ${parts.reason}`,
    `Signer: ${signer.name}`,
    `Signer-ID: ${signer.email}`,
    `Signer-Role: ${signer.role}`,
    `Signer-Key: ${signer.fingerprint}`,
    `Signed-At: ${parts.signedAt.toISOString()} (${toOffset(parts.offsetMinutes)})`,
    `Ledger: ${ledger.origin}`,
    `Ledger-Size: ${ledger.size}`,
    `Ledger-Root: ${ledger.root.toString('base64')}`,
  ]
  return `${lines.filter((line) => line !== null).join('\n')}\n`
}

/** Minutes east of UTC as `+01:00`. */
export function toOffset(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The lines of a signed statement by key; empty where the note is none: folds are total, verification says what is wrong. */
export function parseDecision(note: string): ReadonlyMap<string, string> {
  try {
    return parseStatement(parseNote(note).text)?.values ?? new Map()
  } catch (error) {
    if (error instanceof NoteError) return new Map()
    throw error
  }
}
