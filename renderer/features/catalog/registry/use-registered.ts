import { useQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '../../../../shared/contract/registry.ts'
import { useApi } from '../../../api/provider.tsx'

const none: RegisteredModel[] = []

/** What MLflow's clients registered; empty until it is known. */
export function useRegistered(): readonly RegisteredModel[] {
  const api = useApi()
  return useQuery(api.registry.list.queryOptions()).data ?? none
}

export const registeredPath = (name: string): string => `/registry/${encodeURIComponent(name)}`
