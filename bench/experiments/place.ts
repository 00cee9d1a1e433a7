import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { createRunRows, type RunRows } from '../../electron/domain/experiments/run-rows.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { openDraftsOnce } from '../../electron/platform/drafts-database.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'

export const person = { name: 'Ana Author', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'bench passphrase' }

export interface Place {
  workspace: Workspace
  machine: Machine
  dir: string
  /** Writes rows of runs past the service, as many at once as a bench needs. */
  fill(act: (rows: RunRows) => void): void
  end(): void
}

/** A new workspace in the temporary folder, gone at the end. */
export async function createPlace(): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), 'bench-experiments-'))
  const dir = join(root, 'workspace')
  const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, version: 'bench' }
  const workspace = await createWorkspace({ dir, name: 'Bench', person }, machine)
  return {
    workspace,
    machine,
    dir,
    fill(act) {
      const drafts = openDraftsOnce(join(dir, 'drafts.db'))
      const rows = createRunRows(drafts.statements())
      rows.atOnce(() => act(rows))
      drafts.close()
    },
    end() {
      workspace.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export const insertRun = (rows: RunRows, id: string, startedMs: number): number =>
  rows.insert({
    id,
    experiment: '0',
    name: `run ${id.slice(-6)}`,
    status: 'finished',
    discarded: 0,
    source: 'mlflow',
    client: 'bench',
    person: person.email,
    user_name: 'ana',
    started_ms: startedMs,
    ended_ms: startedMs + 60_000,
    code: null,
    environment: null,
    command: null,
  })
