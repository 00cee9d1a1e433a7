import * as z from 'zod'
import { ledgerEntries, type EntryRow, type LedgerState } from '../../../shared/contract/ledger.ts'
import { policyEntries } from '../../../shared/contract/policies.ts'
import { interopEntries } from '../../../shared/contract/interop.ts'
import { reportEntries } from '../../../shared/contract/reports.ts'
import { reviewEntries } from '../../../shared/contract/reviews.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readNewestOf } from './entry-rows.ts'
import type { Ledger } from './service.ts'

type Mark = LedgerState['marks'][number]
type Evidence = Pick<LedgerState, 'lastEvidence' | 'provedSize' | 'entriesSinceEvidence' | 'marks'>

const kinds: Record<string, Mark['kind']> = {
  'decision/v1': 'signature',
  'policy.proposed/v1': 'signature',
  'policy.confirmed/v1': 'signature',
  'import/v1': 'signature',
  'report.exported/v1': 'report',
  'bundle.exported/v1': 'report',
  'ledger.exported/v1': 'report',
  'witness.cosigned/v1': 'checkpoint',
}
/** More marks than a strip on a screen can show. */
const shownMarks = 500
/** A report about an early state is weaker evidence than an older signature on the newest one: a few are compared. */
const comparedEvidence = 20

/** What the log key alone can not rewrite: everything that a person signed over, or that left with a report. */
export function readEvidence(index: Index, ledger: Pick<Ledger, 'read'>, size: number): Evidence {
  // An imported request says nothing of this ledger; an imported answer was signed over it.
  const rows = readNewestOf(index, Object.keys(kinds), shownMarks).filter((row) => row.kind !== 'import/v1' || coveredSize(ledger, row.seq) > 0)
  const strongest = rows
    .slice(0, comparedEvidence)
    .map((row) => ({ row, covered: coveredSize(ledger, row.seq) }))
    .reduce<{ row: EntryRow; covered: number } | null>((best, next) => (best && best.covered >= next.covered ? best : next), null)
  return {
    lastEvidence: strongest && toMark(strongest.row),
    provedSize: strongest?.covered ?? 0,
    entriesSinceEvidence: strongest ? Math.max(size - strongest.covered - 1, 0) : size,
    marks: rows.map(toMark),
  }
}

const toMark = ({ seq, at, kind, actor }: EntryRow): Mark => ({ seq, at, kind: kinds[kind]!, by: actor })

const covering = z.union([
  ledgerEntries['witness.cosigned/v1'].transform(({ size }) => size),
  ledgerEntries['ledger.exported/v1'].transform(({ size }) => size),
  reportEntries['report.exported/v1'].transform(({ asOf }) => asOf.size),
  interopEntries['bundle.exported/v1'].transform(({ asOf }) => asOf.size),
  interopEntries['import/v1'].transform((body) => ('answer' in body ? signedSize(body.answer.note) : 0)),
  reviewEntries['decision/v1'].transform(({ note }) => signedSize(note)),
  policyEntries['policy.proposed/v1'].transform(({ note }) => signedSize(note)),
  policyEntries['policy.confirmed/v1'].transform(({ note }) => signedSize(note)),
])

function signedSize(note: string): number {
  return Number(/^Ledger-Size: (\d{1,15})$/m.exec(note)?.[1] ?? 0)
}

/** How many entries the tree had that this evidence fixes. */
function coveredSize(ledger: Pick<Ledger, 'read'>, seq: number): number {
  const size = covering.safeParse(ledger.read(seq).body)
  return size.success ? size.data : 0
}
