import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { CheckDetail } from '../../../../shared/contract/evidence.ts'
import { parseRef } from '../../../../shared/ids.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { kindWords } from '../kinds.ts'
import { VerdictBadge } from '../VerdictBadge.tsx'
import { StoredResult } from './StoredResult.tsx'
import classes from '../evidence.module.css'

/** A stored result: every figure comes from the result as it was recorded, nothing is computed again here. */
export function ResultPage() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(api.evidence.check.queryOptions({ input: { id } }))
  const check = query.data
  return (
    <Page
      crumbs={crumbsOf(check, id)}
      title={check ? `${kindWords[check.kind].title} of ${check.version.replace('@', ' ')}` : id}
      state={check && <VerdictBadge large verdict={check.verdict} />}
      sub={check && subOf(check)}
      actions={check && <Actions check={check} />}
    >
      <Loaded query={query} label="result">
        {(detail) => (detail.result === null ? <Erased check={detail} /> : <StoredResult check={{ ...detail, result: detail.result }} />)}
      </Loaded>
    </Page>
  )
}

/** What the entries say of a check whose result was erased. */
function Erased({ check }: { check: CheckDetail }) {
  return (
    <Panel title="Result" aside={<StateBadge tone="void">erased</StateBadge>}>
      <div className={classes.stack}>
        <p>{check.erased}</p>
        <KeyValue
          items={[
            ['verdict', <VerdictBadge key="v" verdict={check.verdict} />],
            ['looked at', check.scope.join(', ')],
            ['rows', `${formatCount(check.rowsUsed)} used of ${formatCount(check.rowsRead)}`],
            ['SHA-256 of it', <Digest key="d" value={check.resultSha256} label="digest of the result" whole />],
            ['declared', <Link key="e" to={`/ledger/${check.declaredSeq}`}>entry {formatCount(check.declaredSeq)}, with columns and thresholds</Link>],
            ['recorded', <Link key="r" to={`/ledger/${check.seq}`}>entry {formatCount(check.seq)}</Link>],
          ]}
        />
      </div>
    </Panel>
  )
}

const Actions = ({ check: { id, kind, version, erased } }: { check: CheckDetail }) => (
  <>
    {erased === null && (
      <Button component={Link} to="/checks/compare" search={{ left: id } as never} variant="default">
        Compare…
      </Button>
    )}
    <Button component={Link} to="/checks/new" search={{ check: kind, version, ...(erased === null && { from: id }) } as never} variant="default">
      Check again…
    </Button>
  </>
)

function crumbsOf(check: CheckDetail | undefined, id: string) {
  if (!check) return [{ label: 'Checks', to: '/checks' }, { label: id }]
  const { name, number } = parseRef(check.version)
  return [
    { label: 'Models', to: '/models' },
    { label: name, to: `/models/${name}` },
    { label: `version ${number}`, to: `/models/${name}/${number}` },
    { label: 'Evidence', to: `/models/${name}/${number}/evidence` },
    { label: check.id },
  ]
}

function subOf({ seq, declaredSeq, inputs, rowsRead, rowsUsed }: CheckDetail): string {
  const file = inputs.map(({ name, sha256 }) => `${name} ${sha256.slice(0, 8)}…${sha256.slice(-4)}`).join(' and ')
  const rows = `${countOf(rowsUsed, 'row')} used, ${formatCount(rowsRead - rowsUsed)} excluded`
  return `entry ${formatCount(seq)}, declared in entry ${formatCount(declaredSeq)} before the run · ${file} · ${rows}`
}
