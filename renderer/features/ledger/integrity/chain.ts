import type { LedgerState } from '../../../../shared/contract/ledger.ts'
import type { Tone } from '../../../ui/tone.ts'

type Evidence = LedgerState['marks'][number]

export interface ChainMark {
  seq: number
  kind: Evidence['kind'] | 'finding' | 'erased'
  title: string
}

/** Each kind has a word, a symbol and a colour. */
export const markKinds: Record<ChainMark['kind'], { tone: Tone; word: string }> = {
  signature: { tone: 'good', word: 'signature' },
  report: { tone: 'plain', word: 'export' },
  checkpoint: { tone: 'info', word: 'cosigned checkpoint' },
  finding: { tone: 'bad', word: 'finding' },
  erased: { tone: 'void', word: 'erased on purpose' },
}

/** The rows of the strip, from what alarms to what reassures. */
export const markOrder: readonly ChainMark['kind'][] = ['finding', 'erased', 'signature', 'report', 'checkpoint']

/** Everything on the strip, oldest first; `nameOf` turns an address into a name. */
export function toMarks({ marks, lastVerification }: LedgerState, nameOf: (email: string) => string, dayOf: (at: string) => string): ChainMark[] {
  const evidence = marks.map(({ seq, kind, by, at }) => ({ seq, kind, title: `entry ${seq}: ${markKinds[kind].word} by ${nameOf(by)}, ${dayOf(at)}` }))
  const findings = (lastVerification?.findings ?? []).flatMap(({ seq, kind }) => (seq === null ? [] : [{ seq, kind: 'finding' as const, title: `entry ${seq}: ${kind}` }]))
  const erased = (lastVerification?.redacted ?? []).map(({ entry, by }) => ({ seq: entry, kind: 'erased' as const, title: `entry ${entry}: erased on purpose by ${nameOf(by)}` }))
  return [...evidence, ...findings, ...erased].toSorted((a, b) => a.seq - b.seq)
}

export interface Stretch {
  from: number
  to: number
}

/** The core names this many marks at most: what lies before the oldest of them is not known here. */
const mostMarks = 500

/** Stretches of entries with no outside evidence between two marks, and before the first one; the open end after the last is not among them. */
export function toGaps(evidence: readonly Pick<Evidence, 'seq'>[]): Stretch[] {
  const seqs = evidence.map(({ seq }) => seq).toSorted((a, b) => a - b)
  const before = evidence.length >= mostMarks ? seqs[0]! : -1
  return seqs.map((seq, i) => ({ from: (i === 0 ? before : seqs[i - 1]!) + 1, to: seq - 1 })).filter(({ from, to }) => to >= from)
}

export const longestOf = (gaps: readonly Stretch[]): Stretch | null =>
  gaps.reduce<Stretch | null>((longest, gap) => (longest === null || gap.to - gap.from > longest.to - longest.from ? gap : longest), null)
