import { parseNote, NoteError } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'
import type { ConditionTerms } from '../../../shared/contract/reviews.ts'
import { tierTitles } from '../../../shared/contract/tier.ts'
import { signedActs } from '../../../shared/review-acts.ts'
import { current, type ReviewFacts, type StandsFor } from './facts.ts'
import type { StatementTerms } from './signing.ts'
import type { Brought } from './validation-evidence.ts'

export const decisionHeader = 'countersign.example/decision/v1'

export interface StatementParts {
  facts: ReviewFacts
  useCaseName: string
  terms: StatementTerms
  /** Number of the place that is filled; null for acts that fill none. */
  slot: number | null
  validUntil: string | null
  /** What a validation signs beside the frozen evidence; empty for every other act. */
  signs: readonly Brought[]
  signer: { name: string; email: string; role: string; fingerprint: string }
  /** Whom the signer stands in for; null where they sign for themselves. */
  standsFor: Pick<StandsFor, 'name' | 'email' | 'delegation'> | null
  signedAt: Date
  offsetMinutes: number
  ledger: { origin: string; size: number; root: Buffer }
}

/** The very text that is shown and signed: fixed `Key: value` lines in a fixed order. docs/formats/statements.md */
export function toDecisionText({ facts, useCaseName, terms, slot, validUntil, signs, signer, standsFor, signedAt, offsetMinutes, ledger }: StatementParts): string {
  const { review, bundle, policy, demands } = facts
  const { word, meaning } = signedActs[terms.act]
  const conditions = terms.conditions ?? []
  const asked = slot === null ? null : demands.signers[slot]
  const lines: (string | null)[] = [
    decisionHeader,
    `Decision: ${word}`,
    `Meaning: ${meaning}`,
    `Statement: ${policy.statements[meaning] ?? ''}`,
    `Use-Case: ${useCaseName} (${review.useCase})`,
    `Tier: ${bundle.tier} (${tierTitles[bundle.tier]})`,
    `Version: ${review.version}`,
    `Manifest: sha256:${bundle.manifestHash}`,
    `Evidence: sha256:${bundle.evidenceHash} (${bundle.evidence.length} ${bundle.evidence.length === 1 ? 'item' : 'items'})`,
    `Review: R-${review.seq}`,
    `Revision: ${review.revision}`,
    `Policy: ${bundle.policy.id} ${bundle.policy.version} sha256:${bundle.policy.sha256}`,
    slot === null ? null : `Place: ${slot + 1} of ${demands.signers.length}${asked?.scope ? ` (${asked.scope})` : ''}`,
    optional('Scope', terms.scope),
    optional('Conclusion', terms.conclusion),
    ...signs.map((one, at) => `Evidence-${String.fromCodePoint(65 + at)}: ${toSignedLine(one)}`),
    optional('Conflict-Of-Interest', terms.conflict),
    ...conditions.map((condition, at) => `Condition-${String.fromCodePoint(65 + at)}: ${toConditionLine(condition)}`),
    optional('Valid-Until', validUntil),
    optional('Reason-Codes', terms.reasonCodes?.join(', ')),
    optional('Reason', terms.reason),
    optional('Needed', terms.needed),
    standsFor === null ? null : `On-Behalf-Of: ${standsFor.name} <${standsFor.email}>, by delegation ${standsFor.delegation}`,
    `Signer: ${signer.name}`,
    `Signer-ID: ${signer.email}`,
    `Signer-Role: ${signer.role}`,
    `Signer-Key: ${signer.fingerprint}`,
    `Signed-At: ${signedAt.toISOString()} (${toOffset(offsetMinutes)})`,
    `Ledger: ${ledger.origin}`,
    `Ledger-Size: ${ledger.size}`,
    `Ledger-Root: ${ledger.root.toString('base64')}`,
  ]
  return `${lines.filter((line) => line !== null).join('\n')}\n`
}

const optional = (key: string, value: string | null | undefined): string | null => (value === null || value === undefined || value === '' ? null : `${key}: ${value}`)

const toConditionLine = ({ text, owner, due, expects, control, finding }: ConditionTerms): string =>
  [`${text} (by ${owner}, until ${due}; shown by: ${expects}`, control === null ? null : `compensating control: ${control}`, finding === null ? null : `for finding ${finding}`].filter((part) => part !== null).join('; ') + ')'

/** What such a line says; null where it is none. */
export function parseConditionLine(line: string): ConditionTerms | null {
  const match = /^(.*) \(by (\S+), until (\d{4}-\d\d-\d\d); shown by: (.*?)(?:; compensating control: (.*?))?(?:; for finding (.*))?\)$/.exec(line)
  if (!match) return null
  const [, text = '', owner = '', due = '', expects = '', control = null, finding = null] = match
  return { text, owner, due, expects, control, finding }
}

/** False where the words of a condition could be read as other terms than were typed. */
export const isClear = (terms: ConditionTerms): boolean => isSame(parseConditionLine(toConditionLine(terms)), terms)

export const isSame = (a: ConditionTerms | null, b: ConditionTerms): boolean => a !== null && (Object.keys(b) as (keyof ConditionTerms)[]).every((key) => a[key] === b[key])

/** Conditions that earlier approvals of the revision state: whoever approves after them approves under these too. */
export function agreedConditions(facts: Pick<ReviewFacts, 'review' | 'decisions'>): ConditionTerms[] {
  return withoutTwins(current(facts).filter(({ decision }) => decision === 'APPROVE').flatMap(({ note }) => parseConditions(note)))
}

export const withoutTwins = (all: readonly ConditionTerms[]): ConditionTerms[] => all.filter((one, at) => all.findIndex((other) => isSame(other, one)) === at)

export function parseConditions(note: string): ConditionTerms[] {
  return [...parseDecision(note)].flatMap(([key, line]) => (key.startsWith('Condition-') ? (parseConditionLine(line) ?? []) : []))
}

const toSignedLine = ({ kind, id, sha256 }: Brought): string => `${id} sha256:${sha256} (${kind})`

/** What the lines of a statement sign beside the frozen evidence. */
export function toSignedItems(lines: ReadonlyMap<string, string>): { id: string; sha256: string }[] {
  return [...lines].flatMap(([key, line]) => {
    const match = /^Evidence-[A-Z]$/.test(key) ? /^(.+) sha256:([0-9a-f]{64}) \([a-z_0-9]+\)$/.exec(line) : null
    return match ? [{ id: match[1]!, sha256: match[2]! }] : []
  })
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

/** Whom a statement says that its signer stands in for; null where they sign for themselves. */
export const toPrincipal = (statement: ReadonlyMap<string, string>): string | null => /<([^<>]+)>, by delegation G-\d+$/.exec(statement.get('On-Behalf-Of') ?? '')?.[1] ?? null
