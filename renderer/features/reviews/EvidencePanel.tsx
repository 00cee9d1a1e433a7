import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { verdictsByConcern, verdictStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { VerdictBadge } from './badges.tsx'

/** The evidence as it was frozen: verdicts and digests are those of the request, not of today. */
export function EvidencePanel({ review }: { review: Review }) {
  const api = useApi()
  const checks = useQuery(api.evidence.checks.queryOptions({ input: { version: review.version } })).data ?? []
  const known = new Map(checks.map((check) => [check.id, check]))
  return (
    <Panel title="Evidence, as frozen" aside={countOf(review.evidence.length, 'item')} padded={false}>
      <SimpleTable
        label="Evidence"
        rows={review.evidence}
        rowKey={(item) => item.check}
        empty={<EmptyState title="The request came without evidence." />}
        columns={[
          { id: 'verdict', header: 'verdict', width: '96px', cell: (item) => <VerdictBadge verdict={item.verdict} /> },
          { id: 'check', header: 'check', rowHeader: true, wrap: true, cell: (item) => <CheckLine id={item.check} check={known.get(item.check)} /> },
          { id: 'seq', header: 'entry', align: 'end', cell: (item) => <Link to={`/ledger/${item.seq}`}>{formatCount(item.seq)}</Link> },
          { id: 'sha256', header: 'result', align: 'end', cell: (item) => <Digest value={item.sha256} label={`digest of ${item.check}`} /> },
        ]}
      />
    </Panel>
  )
}

function CheckLine({ id, check }: { id: string; check: Check | undefined }) {
  return (
    <>
      <Link to={`/checks/${id}`}>{id}</Link>
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
