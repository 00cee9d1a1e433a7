import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { reviewStates, verdictStates } from '../../../shared/states.ts'
import { useApi } from '../../api/provider.tsx'

export interface RecordLink {
  group: string
  label: string
  hint?: string
  to: string
  open: () => void
}

/** Records by name, so that typing a name is enough to get there. */
export function useRecords(): RecordLink[] {
  const api = useApi()
  const navigate = useNavigate()
  const { data: models = [] } = useQuery(api.catalog.models.queryOptions())
  const { data: datasets = [] } = useQuery(api.catalog.datasets.queryOptions())
  const { data: useCases = [] } = useQuery(api.catalog.useCases.queryOptions())
  const { data: people = [] } = useQuery(api.identity.people.queryOptions())
  const { data: reviews = [] } = useQuery(api.reviews.list.queryOptions({ input: {} }))
  const { data: foreign = [] } = useQuery(api.interop.requests.queryOptions())
  const { data: documents = [] } = useQuery(api.documents.list.queryOptions({ input: {} }))
  const { data: experiments = [] } = useQuery(api.experiments.list.queryOptions({ input: {} }))
  const { data: checks = [] } = useQuery(api.evidence.checks.queryOptions({ input: {} }))
  const { data: policies = [] } = useQuery(api.policies.list.queryOptions())
  const { data: proposals = [] } = useQuery(api.policies.proposals.queryOptions())
  const link = (group: string, label: string, to: string, hint?: string): RecordLink => ({
    group,
    label,
    to,
    ...(hint !== undefined && { hint }),
    open: () => void navigate({ to }),
  })
  return [
    ...models.flatMap(({ name, versions, useCaseName }) => [
      link('Models', name, `/models/${name}`, useCaseName),
      ...versions.map(({ number, ref }) => link('Models', ref, `/models/${name}/${number}`, 'version')),
    ]),
    ...datasets.map(({ name }) => link('Datasets', name, `/datasets/${name}`)),
    ...useCases.map(({ id, name }) => link('Use cases', name, `/use-cases/${id}`, id)),
    ...experiments.map(({ id, name, question }) => link('Experiments', name, `/experiments/${id}`, question || undefined)),
    ...checks.map(({ id, version, verdict }) => link('Checks', `${id} of ${version}`, `/checks/${id}`, verdictStates[verdict].word)),
    ...documents.map(({ id, title, kindTitle }) => link('Documents', `${id}: ${title}`, `/documents/${id}`, kindTitle)),
    ...reviews.map(({ id, version, state }) => link('Reviews', `${id} of ${version}`, `/reviews/${id}`, reviewStates[state].word)),
    ...foreign.map(({ id, version, ledgerName }) => link('Reviews', `${id}: ${version} of ${ledgerName}`, `/reviews/foreign/${id}`, 'from elsewhere')),
    ...policies.map(({ policy: { id, version, title } }) => link('Policies', `${title}, version ${version}`, `/policies/${id}/${version}`)),
    ...proposals.map(({ id, policy, state }) => link('Policies', `${id}: ${policy.title}`, `/policies/proposed/${id}`, state)),
    ...people.map(({ name, email }) => link('People', name, `/people/${encodeURIComponent(email)}`, email)),
  ]
}
