import { useCallback, useSyncExternalStore } from 'react'
import { useFileChooser } from '../../../ui/files.tsx'

export interface OfferedBundle {
  path: string
  name: string
}

export const bundleFilters = [{ name: 'Countersign bundles', extensions: ['countersign'] }]

export const isBundleName = (name: string): boolean => name.toLowerCase().endsWith('.countersign')

/** The bundle that is being looked at: a button, a drop, a double click and the menu all offer it here, one host shows it. */
let offered: OfferedBundle | null = null
const listeners = new Set<() => void>()

export function offerBundle(bundle: OfferedBundle | null): void {
  offered = bundle
  for (const listener of listeners) listener()
}

export function useOfferedBundle(): OfferedBundle | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offered,
  )
}

/** Asks for a file and offers it. Nothing is written before the person has seen what it is. */
export function useChooseBundle(): () => void {
  const choose = useFileChooser()
  return useCallback(() => {
    void choose({ kind: 'file', title: 'Import a bundle', filters: bundleFilters }).then((path) => {
      if (path !== null) offerBundle({ path, name: path.split(/[/\\]/).at(-1) ?? path })
    })
  }, [choose])
}
