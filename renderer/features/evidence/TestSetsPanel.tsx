import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TestedOn, TestsOfVersion } from '../../../shared/contract/test-sets.ts'
import { parseRef } from '../../../shared/ids.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './evidence.module.css'

/** On what data a version was tested: whether it was sealed, which use each test was, and what speaks against its independence. */
export function TestSetsPanel({ version }: { version: string }) {
  const api = useApi()
  const { data: found } = useQuery(api.testSets.tested.queryOptions({ input: { version } }))
  if (!found || (found.data.length === 0 && !found.asked.sealed)) return null
  return (
    <Panel title="Test data" aside={toAsked(found.asked)} padded={false}>
      <SimpleTable
        label="Test data"
        rows={found.data}
        rowKey={({ sha256 }) => sha256}
        empty={<p className={classes.none}>No test of performance or fairness has run yet.</p>}
        columns={[
          { id: 'state', header: 'state', width: '150px', cell: (row) => <StandingOf row={row} asked={found.asked} /> },
          { id: 'data', header: 'data', rowHeader: true, wrap: true, cell: (row) => <DataOf row={row} /> },
          { id: 'uses', header: 'used', align: 'end', width: '70px', cell: ({ counted }) => `${counted} ×` },
        ]}
      />
    </Panel>
  )
}

const toAsked = ({ tier, sealed, maxUses }: TestsOfVersion['asked']): string =>
  `tier ${tier}: ${sealed ? 'a sealed test set' : 'no seal asked for'}, ${maxUses === null ? 'any number of uses' : `at most ${maxUses} uses`}`

function StandingOf({ row: { seal, opened, checks }, asked: { sealed, maxUses } }: { row: TestedOn; asked: TestsOfVersion['asked'] }) {
  if (maxUses !== null && checks.some(({ use }) => (use ?? 0) > maxUses)) return <StateBadge tone="bad">used too often</StateBadge>
  if (seal === null || checks.every((one) => !one.sealed)) return <StateBadge tone={sealed ? 'caution' : 'plain'}>not sealed</StateBadge>
  return opened.length === 0 ? <StateBadge tone="good">sealed, unopened</StateBadge> : <StateBadge tone="bad">opened before</StateBadge>
}

function DataOf({ row: { sha256, file, seal, checks, opened } }: { row: TestedOn }) {
  return (
    <>
      {seal === null ? file : <SnapshotLink of={seal.snapshot} />}
      {seal !== null && `, guarded by ${seal.custodian}`}
      <div className={classes.quiet}>
        {checks.map(({ id, kind, use }, at) => (
          <span key={id}>
            {at > 0 && ' · '}
            <Link to={`/checks/${id}`}>{id}</Link> {kind}, {use === null ? 'not counted' : `use ${use}`}
          </span>
        ))}
        {seal === null && <> · <Digest value={sha256} label={`digest of ${file}`} /></>}
      </div>
      {opened.map((why) => (
        <div key={why}>Not independent: {why}.</div>
      ))}
    </>
  )
}

function SnapshotLink({ of: ref }: { of: string }) {
  const { name, number } = parseRef(ref)
  return <Link to={`/datasets/${name}/${number}`}>{ref}</Link>
}
