import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { WorkspaceState } from '../../shared/contract/workspace.ts'
import { writeDurably } from '../platform/blobs.ts'

type Recent = WorkspaceState['recent']
const stored = z.array(z.object({ dir: z.string(), name: z.string(), openedAt: z.string() }))
const most = 12

/** Workspaces opened on this computer, newest first, without those whose folder is gone. */
export interface RecentWorkspaces {
  list(): Recent
  note(dir: string, name: string, openedAt: string): void
}

export function createRecentWorkspaces(stateDir: string): RecentWorkspaces {
  const path = join(stateDir, 'recent.json')
  const load = (): Recent => {
    try {
      return stored.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      // A convenience only: a missing or damaged list is an empty one.
      return []
    }
  }
  return {
    list: () => load().filter(({ dir }) => existsSync(join(dir, 'ledger.db'))),
    note(dir, name, openedAt) {
      const others = load().filter((one) => one.dir !== dir)
      writeDurably(path, Buffer.from(`${JSON.stringify([{ dir, name, openedAt }, ...others].slice(0, most), null, 2)}\n`))
    },
  }
}
