import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { EvidenceItem, Gap, Review } from '../../../shared/contract/reviews.ts'
import { toWords } from '../../../shared/id-words.ts'
import { verdictsByConcern, verdictStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { GapBadge, ItemBadge } from './badges.tsx'
import { oncePerRecord } from './wording.ts'
import classes from './reviews.module.css'

type Row = { gap: Gap; item: null } | { gap: null; item: EvidenceItem }

/** The evidence as it is frozen, with what the policy demands and is not there: holes first. */
export function EvidencePanel({ review }: { review: Review }) {
  const api = useApi()
  const checks = useQuery(api.evidence.checks.queryOptions({ input: { version: review.version } })).data ?? []
  const known = new Map(checks.map((check) => [check.id, check]))
  return <EvidenceTable review={review} lineOf={({ id }) => <CheckLine id={id} check={known.get(id)} />} entries />
}

interface EvidenceTableProps {
  review: Pick<Review, 'evidence' | 'gaps' | 'state'>
  /** What a record is, in a line. */
  lineOf: (item: EvidenceItem) => React.ReactNode
  /** Whether its entries are those of this ledger. */
  entries?: boolean
}

export function EvidenceTable({ review, lineOf, entries = false }: EvidenceTableProps) {
  const items = oncePerRecord(review.evidence)
  const rows: Row[] = [...review.gaps.map((gap): Row => ({ gap, item: null })), ...items.map((item): Row => ({ gap: null, item }))]
  const kindsOf = ({ id }: EvidenceItem) => [...new Set(review.evidence.filter((one) => one.id === id).map(({ kind }) => toWords(kind)))].join(', ')
  const frozen = review.state === 'draft' ? 'as it is now' : 'as frozen'
  return (
    <Panel title={`Evidence, ${frozen}`} aside={`${countOf(items.length, 'item')}${review.gaps.length > 0 ? `, ${countOf(review.gaps.length, 'hole')}` : ''}`} padded={false}>
      <SimpleTable
        label="Evidence"
        rows={rows}
        rowKey={({ gap, item }) => item?.id ?? `${gap!.kind} ${gap!.why}`}
        empty={<EmptyState title="The request came without evidence." />}
        columns={[
          { id: 'verdict', header: 'state', width: '104px', cell: ({ gap, item }) => (gap ? <GapBadge status={gap.status} /> : <ItemBadge verdict={item.verdict} />) },
          { id: 'what', header: 'what', rowHeader: true, wrap: true, cell: ({ gap, item }) => (gap ? <GapLine gap={gap} /> : <ItemLine item={item} kinds={kindsOf(item)}>{lineOf(item)}</ItemLine>) },
          ...(entries ? [{ id: 'seq', header: 'entry', align: 'end' as const, width: '70px', cell: ({ item }: Row) => item && <Link to={`/ledger/${item.seq}`}>{formatCount(item.seq)}</Link> }] : []),
        ]}
      />
    </Panel>
  )
}

const ItemLine = ({ item: { id, sha256 }, kinds, children }: { item: EvidenceItem; kinds: string; children: React.ReactNode }) => (
  <>
    {children}
    <div className={classes.hint}>
      {kinds} · <Digest value={sha256} label={`digest of ${id}`} />
    </div>
  </>
)

/** What is demanded and missing, why it does not count, and what to do about it. */
const GapLine = ({ gap }: { gap: Gap }) => (
  <>
    {toWords(gap.kind)}: {gap.why}
    {gap.next && <div className={classes.hint}>Next: {gap.next}</div>}
  </>
)

/** Evidence that has a page of its own leads there. */
function RecordLink({ id }: { id: string }) {
  if (id.startsWith('C-')) return <Link to={`/checks/${id}`}>{id}</Link>
  if (id.startsWith('N-')) return <Link to={`/documents/${id}`}>{id}</Link>
  if (id.startsWith('T-')) return <><Link to={`/ledger/${id.slice(2)}`}>{id}</Link>: sealed test set, see “Test data” below</>
  return id.startsWith('U-') ? <Link to={`/use-cases/${id}`}>{id}</Link> : <>{id}</>
}

function CheckLine({ id, check }: { id: string; check: Check | undefined }) {
  return (
    <>
      <RecordLink id={id} />
      {check && `: ${check.kind} over ${check.scope.join(', ')}, ${countOf(check.rowsUsed, 'row')}; ${check.erased === null ? describeCounts(check) : 'result erased'}`}
      {check?.erased && <p>{check.erased}</p>}
    </>
  )
}

const describeCounts = ({ counts }: Check): string =>
  verdictsByConcern
    .filter((verdict) => counts[verdict])
    .map((verdict) => `${counts[verdict]} ${verdictStates[verdict].word}`)
    .join(', ')
