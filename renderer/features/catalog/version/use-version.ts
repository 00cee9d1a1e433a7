import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useApi } from '../../../api/provider.tsx'

/** The version that the address names: `/models/credit-lr/3` is `credit-lr@3`. */
export function useVersion() {
  const api = useApi()
  const { name = '', number = '' } = useParams({ strict: false })
  const ref = `${name}@${number}`
  return { name, number, ref, query: useQuery(api.catalog.version.queryOptions({ input: { ref } })) }
}
