import { useSessionStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useApi } from './provider.tsx'

const prefix = 'countersign.draft.'

/**
 * What is being typed and is not a fact yet. It lives as long as this window and survives a reload, but never this computer's disk for
 * good: paths of files, names of columns that hold protected attributes and reasons for declining are nobody's business once
 * the window is gone, and a browser's store is not encrypted. Each workspace has its own, and closing one drops them.
 */
export function useDraft<T>(name: string, defaultValue: T) {
  const api = useApi()
  const origin = useQuery(api.workspace.state.queryOptions()).data?.open?.origin ?? ''
  return useSessionStorage<T>({ key: `${prefix}${origin}.${name}`, defaultValue, getInitialValueInEffect: false })
}

/** Drops what was being typed in the workspace that is left. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
