import Database from 'better-sqlite3'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createExample, examplePeople } from '../../electron/core/example.ts'
import { createWorkspace, openWorkspace, type Machine } from '../../electron/core/workspace.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { createRichWorkspace, createTieredWorkspace } from './rich-workspace.ts'
import { isOpen, requestStates } from '../../shared/review-machine.ts'
import { createLinkedWorkspace } from './linked.ts'
import { createStaffedWorkspace } from './staffed.ts'
import type { Shot } from './shot.ts'
import { createTriedWorkspace, findTried } from './tried.ts'

export interface Place {
  /** Null: the first screen, without a workspace. */
  dir: string | null
  machine: Machine
}

export type Places = Record<Shot['place'], Place>

/** Makes the workspaces that are pictured in `root`; the ones that are there from the last time are used again. */
export async function preparePlaces(root: string): Promise<Places> {
  const machineAt = (stateDir: string): Machine => ({ clock: systemClock, stateDir, programs: nodePrograms, version: '0.1.0' })
  const make = async (name: string, act: (dir: string) => Promise<unknown> | void): Promise<string> => {
    const dir = join(root, name)
    if (existsSync(join(root, `${name}.done`))) return dir
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(dir, { recursive: true })
    await act(dir)
    mkdirSync(join(root, `${name}.done`), { recursive: true })
    return dir
  }
  const work = { signal: new AbortController().signal, progress: () => {} }
  const place = (at: string, dir: string | null): Place => ({ dir: dir === null ? null : join(at, dir), machine: machineAt(join(at, 'state')) })
  const rich = await make('rich', (dir) => createRichWorkspace(dir, new Date()))
  const example = await make('example', (dir) => createExample(join(dir, 'german-credit'), machineAt(join(dir, 'state')), work))
  const empty = await make('empty', async (dir) => (await createWorkspace({ dir: join(dir, 'new'), name: 'Retail credit', person: examplePeople[1]! }, machineAt(join(dir, 'state')))).close())
  // Another computer: the folder without the state directory that holds its log key.
  const readOnly = await make('read-only', (dir) => cpSync(join(rich, 'retail-bank'), join(dir, 'retail-bank'), { recursive: true }))
  const guests = await make('guests', async (dir) => {
    const bundle = join(dir, 'R-14.countersign')
    const machine = machineAt(join(dir, 'state'))
    await createExample(join(dir, 'german-credit'), machine, work)
    const asking = openWorkspace(join(dir, 'german-credit'), machine)
    asking.interop.export(examplePeople[0]!.email, { record: asking.reviews.list({})[0]!.id, out: bundle, seen: [] })
    asking.close()
    const workspace = await createWorkspace({ dir: join(dir, 'guests'), name: 'Guests', person: examplePeople[1]! }, machine)
    const confirmed = workspace.interop.inspect(bundle).parties.map(({ fingerprint }) => fingerprint)
    await workspace.interop.import(examplePeople[1]!.email, { path: bundle, confirmed }, work)
    workspace.close()
  })
  const tiered = await make('tiered', (dir) => createTieredWorkspace(dir, machineAt(join(dir, 'state'))))
  const staffed = await make('staffed', (dir) => createStaffedWorkspace(dir, machineAt(join(dir, 'state'))))
  const linked = await make('linked', (dir) => createLinkedWorkspace(dir, machineAt(join(dir, 'state'))))
  const tried = await make('tried', (dir) => createTriedWorkspace(dir, machineAt(join(dir, 'state'))))
  const broken = await make('broken', (dir) => {
    cpSync(example, dir, { recursive: true })
    changeEntry(join(dir, 'german-credit/ledger.db'), 3)
  })
  return {
    'first': place(join(root, 'first'), null),
    'rich': place(rich, 'retail-bank'),
    'example': place(example, 'german-credit'),
    'empty': place(empty, 'new'),
    'read-only': place(readOnly, 'retail-bank'),
    'guests': place(guests, 'guests'),
    'tiered': place(tiered, 'tiered'),
    'staffed': place(staffed, 'staffed'),
    'linked': place(linked, 'linked'),
    'tried': place(tried, 'tried'),
    'broken': place(broken, 'german-credit'),
  }
}

/** What somebody with an SQLite shell could do. */
function changeEntry(file: string, seq: number): void {
  const database = new Database(file)
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[]
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
  database.prepare('UPDATE entry SET leaf = replace(leaf, ?, ?) WHERE seq = ?').run('Reviewer', 'Rewriter', seq)
  for (const { sql } of triggers) database.exec(sql)
  database.close()
}

/** Addresses of records in the states that are pictured. */
export function findRecords({ dir, machine }: Place): Record<string, string> {
  if (dir === null) return {}
  const workspace = openWorkspace(dir, machine)
  try {
    const checks = workspace.evidence.checks({})
    const reviews = workspace.reviews.list({})
    const stateOf = (state: string) => reviews.find((one) => one.state === state && one.blocked.length === 0)?.id ?? ''
    return {
      useCase: workspace.catalog.useCases()[0]?.id ?? '',
      stated: workspace.catalog.useCases()[1]?.id ?? '',
      failed: checks.find(({ kind, verdict }) => kind === 'fairness' && verdict === 'fail')?.id ?? '',
      explanation: checks.find(({ kind }) => kind === 'explanation')?.id ?? '',
      performance: checks.find(({ kind }) => kind === 'performance')?.id ?? '',
      quality: checks.find(({ kind }) => kind === 'quality')?.id ?? '',
      compared: checks.filter(({ kind, verdict }) => kind === 'fairness' && verdict === 'fail')[1]?.id ?? '',
      foreign: workspace.interop.requests()[0]?.id ?? '',
      drift: checks.find(({ kind }) => kind === 'drift')?.id ?? '',
      tooFew: checks.find(({ verdict }) => verdict === 'insufficient_data')?.id ?? '',
      manyGroups: checks.find(({ kind, scope }) => kind === 'fairness' && scope.length > 1)?.id ?? '',
      ...Object.fromEntries(Object.keys(requestStates).map((state) => [state, stateOf(state)])),
      revised: reviews.find(({ revision, state }) => revision > 1 && isOpen(state))?.id ?? '',
      validation: reviews.find(({ state }) => state === 'in_validation')?.id ?? '',
      card: workspace.documents.list({}).find(({ kind, number }) => kind === 'model_card' && number > 1)?.id ?? '',
      sheet: workspace.documents.drafts.list(examplePeople[0]!.email)[0]?.id ?? '',
      finding: workspace.findings.list({})[0]?.id ?? '',
      waiver: workspace.waivers.list({})[0]?.id ?? '',
      challenge: workspace.challenges.list({})[0]?.id ?? '',
      proposal: workspace.policies.proposals()[0]?.id ?? '',
      run: workspace.experiments.search({ experiments: workspace.experiments.list().map(({ id }) => id), filter: "attributes.run_name = 'depth 4'", orderBy: [], show: 'all', limit: 1, offset: 0 }).rows[0]?.id ?? '',
      ...findTried(workspace),
      blocked: reviews.find(({ blocked }) => blocked.length > 0)?.id ?? '',
    }
  } finally {
    workspace.close()
  }
}
