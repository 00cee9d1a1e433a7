import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Policy } from '../../../shared/contract/policies.ts'
import { useApi } from '../../api/provider.tsx'
import { formatCount, formatExact } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, Stacked } from '../../ui/Page.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import { PolicyView } from './PolicyView.tsx'
import { ForceBadge } from './states.tsx'
import classes from './policies.module.css'

/** One policy, readable by whoever has to keep to it. */
export function PolicyPage() {
  const api = useApi()
  const navigate = useNavigate()
  const { id = '', version = '' } = useParams({ strict: false })
  const query = useQuery(api.policies.get.queryOptions({ input: { id, version: Number(version) } }))
  const current = useQuery(api.policies.current.queryOptions()).data
  const found = query.data
  return (
    <Page
      crumbs={[{ label: 'Policies', to: '/policies' }, { label: `${id} ${version}` }]}
      title={found?.policy.title ?? id}
      state={found && current && <ForceBadge large now={found.sha256 === current.sha256} />}
      sub={found && `${id} ${version} · entry ${formatCount(found.seq)}, ${formatExact(found.at)} · sha256 ${found.sha256.slice(0, 16)}…`}
      actions={
        found && (
          <>
            <Button variant="default" onClick={() => void savePolicy(found.policy)}>
              Save as YAML
            </Button>
            <Button onClick={() => void navigate({ to: '/policies/new', search: { from: `${id}@${version}` } })}>Propose a change…</Button>
          </>
        )
      }
    >
      <Loaded query={query} label="policy">
        {({ policy }) => (
          <Stacked>
            <p className={classes.about}>{policy.about}</p>
            <PolicyView policy={policy} />
          </Stacked>
        )}
      </Loaded>
    </Page>
  )
}

async function savePolicy(policy: Policy): Promise<void> {
  const { toPolicyText } = await import('../../../shared/policy-yaml.ts')
  saveBlob(new Blob([toPolicyText(policy)], { type: 'application/yaml' }), `${policy.id}-${policy.version}.yaml`)
}
