import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Sorting } from './column.ts'

/**
 * What a table shows, kept in the address so that a reload, the back button and a copied link give the same view.
 * `prefix` tells two tables on one page apart.
 */
export function useUrlState(prefix = '') {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const get = (key: string): string => {
    const value = search[prefix + key]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  }
  const set = useCallback(
    (changes: Record<string, string>) => {
      const named = Object.entries(changes).map(([key, value]) => [prefix + key, value === '' ? undefined : value] as const)
      void navigate({ to: '.', search: (before: object) => ({ ...before, ...Object.fromEntries(named) }), replace: true })
    },
    [navigate, prefix],
  )
  return { get, set }
}

export const toSortKey = (sorting: Sorting | null): string => (sorting === null ? '' : `${sorting.desc ? '-' : ''}${sorting.id}`)

export function parseSortKey(key: string): Sorting | null {
  if (key === '') return null
  return key.startsWith('-') ? { id: key.slice(1), desc: true } : { id: key, desc: false }
}

/** Up, then down, then as it came. */
export function nextSorting(current: Sorting | null, id: string): Sorting | null {
  if (current?.id !== id) return { id, desc: false }
  return current.desc ? null : { id, desc: true }
}
