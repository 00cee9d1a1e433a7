import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { RunDetail } from '../../../shared/contract/runs.ts'
import { useApi } from '../../api/provider.tsx'

/** Metrics of one run that are looked at. */
const mostAsked = 50

/** What is drawn where nobody chose: the first four metrics that got more than one point. One point is no curve, and stands in the tables. Null while it is read. */
export function useUsualCurves(runs: readonly Pick<RunDetail, 'id' | 'latest'>[]): string[] | null {
  const api = useApi()
  const asked = runs.map(({ id, latest }) => ({ run: id, keys: latest.filter(({ step }) => step > 0).map(({ key }) => key).slice(0, mostAsked), points: 2 })).filter(({ keys }) => keys.length > 0)
  const queries = useQueries({ queries: asked.map((input) => ({ ...api.experiments.series.queryOptions({ input }), placeholderData: keepPreviousData })) })
  if (queries.some(({ isPending }) => isPending)) return null
  const drawn = queries.flatMap(({ data }, at) => data?.filter(({ total }) => total > 1).map(({ key }) => key) ?? asked[at]?.keys ?? [])
  return [...new Set(drawn)].toSorted().slice(0, 4)
}
