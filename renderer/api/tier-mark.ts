import { useQuery } from '@tanstack/react-query'
import type { StateWords } from '../../shared/states.ts'
import { toTierMark } from '../../shared/tiering-words.ts'
import { useApi } from './provider.tsx'

/** What stands beside the tier of a use case wherever it is shown; null where nothing has to be known, and until it is known. */
export function useTierMark(useCase: string): StateWords | null {
  const api = useApi()
  const found = useQuery(api.catalog.useCases.queryOptions()).data?.find(({ id }) => id === useCase)
  return found ? toTierMark(found.assessed) : null
}
