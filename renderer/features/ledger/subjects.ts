import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'

/** Names of the records that entries are about, newest of their kind first. */
export function useSubjects(): string[] {
  const api = useApi()
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data ?? []
  const useCases = useQuery(api.catalog.useCases.queryOptions()).data ?? []
  const experiments = useQuery(api.experiments.list.queryOptions({ input: { archived: true } })).data ?? []
  const checks = useQuery(api.evidence.checks.queryOptions({ input: {} })).data ?? []
  const documents = useQuery(api.documents.list.queryOptions({ input: {} })).data ?? []
  const reviews = useQuery(api.reviews.list.queryOptions({ input: {} })).data ?? []
  const foreign = useQuery(api.interop.requests.queryOptions()).data ?? []
  const reports = useQuery(api.reports.list.queryOptions({ input: {} })).data ?? []
  const proposals = useQuery(api.policies.proposals.queryOptions()).data ?? []
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const names = [
    ...models.flatMap(({ name, versions }) => [name, ...versions.map(({ ref }) => ref)]),
    ...datasets.flatMap(({ name, snapshots }) => [name, ...snapshots.map(({ ref }) => ref)]),
    ...experiments.map(({ id }) => `experiment:${id}`),
    ...[...reviews, ...foreign, ...checks, ...documents, ...reports, ...useCases, ...proposals].map(({ id }) => id),
    ...people.map(({ email }) => email),
  ]
  return [...new Set(names)]
}

/** Where the record that an entry speaks of is shown; null for those without a screen of their own. */
export function pathOfSubject(subject: string, kind: string): string | null {
  const [, letter] = /^([CDFNPRU])-\d+$/.exec(subject) ?? []
  if (letter === 'C') return `/checks/${subject}`
  if (letter === 'N') return `/documents/${subject}`
  if (letter === 'R') return `/reviews/${subject}`
  if (letter === 'F') return `/reviews/foreign/${subject}`
  if (letter === 'U') return `/use-cases/${subject}`
  if (letter === 'P') return `/policies/proposed/${subject}`
  if (letter === 'D') return '/reports'
  const imported = /^import:(\d+)$/.exec(subject)?.[1]
  if (imported !== undefined) return `/experiments/imports/${imported}`
  const [, tried, id] = /^(experiment|run):(.+)$/.exec(subject) ?? []
  if (tried !== undefined) return `/${tried}s/${id}`
  const [, name, number] = /^([^@\s]+)@([1-9]\d*)$/.exec(subject) ?? []
  if (name !== undefined) return `/${kind.startsWith('snapshot.') ? 'datasets' : 'models'}/${name}/${number}`
  if (subject.includes('@')) return `/people/${encodeURIComponent(subject)}`
  if (kind.startsWith('policy.')) return '/policies'
  if (kind.startsWith('model.')) return `/models/${subject}`
  return kind.startsWith('dataset.') ? `/datasets/${subject}` : null
}
