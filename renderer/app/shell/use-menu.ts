import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { allCommands, isCommandId } from '../../../shared/commands.ts'
import { useConnection } from '../../api/provider.tsx'
import type { Acts } from './acts.ts'

const ownKeys = allCommands.filter(({ id, shortcut }) => shortcut !== undefined && id !== 'palette.open')

/**
 * Carries out what the desktop's menu says. In a browser the same keys are bound here; those that it keeps for itself
 * never arrive. `inside` is false on the first screen, where only commands about workspaces and bundles have a meaning.
 */
export function useMenu(acts: Acts, inside: boolean): void {
  const { bridge } = useConnection()
  const run = useRef((_id: string) => {})
  useEffect(() => {
    run.current = (id) => {
      if (isCommandId(id) && (inside || /^(workspace|theme|bundle)\./.test(id))) acts[id]()
    }
  })
  useEffect(() => bridge?.onCommand((id) => run.current(id)), [bridge])
  useHotkeys(bridge === null ? ownKeys.map(({ id, shortcut = '' }) => [shortcut.replaceAll('Mod', 'mod'), () => run.current(id)]) : [])
}
