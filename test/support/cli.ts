import Database from 'better-sqlite3'
import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { fairnessRun } from './checks.ts'
import { runHere, type Run } from './cli-run.ts'
import { useQuickScrypt } from './quick-scrypt.ts'
import { createMachine } from '../../electron/core/machine.ts'
import { createWorkspace, type Machine } from '../../electron/core/workspace.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { defaultThresholds } from '../../shared/contract/evidence.ts'
import { passphraseOf, predictionsFile, quiet } from './world.ts'

export const author = 'author@example.org'
export const reviewer = 'reviewer@example.org'
export const approver = 'approver@example.org'

export interface Place {
  /** Where commands run; `workspace` in it is the workspace. */
  readonly root: string
  readonly workspace: string
  /** The checkpoint as it stands in the file: the same text means the same entries. */
  head(): string
  /** The command line in this process; its keys cost little. */
  run(args: readonly string[], env?: Record<string, string>): Promise<Run>
  /** The command line as people start it: as it is shipped, in a process of its own. */
  start(args: readonly string[], env?: Record<string, string>): Promise<Run>
  /** The same in a shell that runs `before` first. */
  startAfter(before: string, args: readonly string[], env?: Record<string, string>): Promise<Run>
}

const main = projectFile('dist/core/cli.mjs')
const quickScrypt = pathToFileURL(projectFile('test/support/quick-scrypt-on.ts')).href

const made: string[] = []

/** For `afterAll`: tests that run at once can not each clean up by the current test. */
export const removePlaces = (): void => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** A folder with the state directory and, as far as `from` has one, a workspace; both are copies. */
export function createPlace(from?: string): Place {
  const root = mkdtempSync(join(tmpdir(), 'cli-'))
  made.push(root)
  if (from !== undefined) cpSync(from, root, { recursive: true })
  return placeAt(root, from !== undefined)
}

/** `quickKeys`: its keys were made at a small cost, so that processes started there have to open them at that. */
export function placeAt(root: string, quickKeys = true): Place {
  const workspace = join(root, 'workspace')
  const node = [...(quickKeys ? ['--import', quickScrypt] : []), main]
  const start = (file: string, args: readonly string[], env: Record<string, string>) =>
    new Promise<Run>((resolve) => {
      const options = { cwd: root, env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], COUNTERSIGN_HOME: join(root, 'state'), ...env }, maxBuffer: 1 << 26 }
      const child = execFile(file, args, options, (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }))
      child.stdin?.end()
    })
  return {
    root,
    workspace,
    head: () => readHead(workspace),
    run: (args, env = {}) => runHere(args, { cwd: root, env: { COUNTERSIGN_HOME: join(root, 'state'), ...env } }),
    start: (args, env = {}) => start(process.execPath, [...node, ...args], env),
    startAfter: (before, args, env = {}) => start('bash', ['-c', `${before}; exec "$0" "$@"`, process.execPath, ...node, ...args], env),
  }
}

/** Read from a copy: looking must not need room on a full disk, and must not leave anything beside the ledger. */
export function readHead(workspace: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'cli-head-'))
  for (const file of ['ledger.db', 'ledger.db-wal']) {
    if (existsSync(join(workspace, file))) copyFileSync(join(workspace, file), join(copy, file))
  }
  const database = new Database(join(copy, 'ledger.db'))
  try {
    const entries = database.prepare('SELECT count(*) FROM entry').pluck().get()
    return `${String(entries)} entries\n${String(database.prepare('SELECT note FROM head').pluck().get())}`
  } finally {
    database.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

export const passphrase = (email: string): Record<string, string> => ({ COUNTERSIGN_PASSPHRASE: passphraseOf(email) })

export interface Template {
  readonly root: string
  readonly version: string
  readonly review: string
  readonly check: string
}

/**
 * A workspace as far as a review that waits for both signatures: where it is, to be copied, and how things are called. The first file
 * of a run that asks makes it, in the folder of the run. Another name is another ledger, with keys of its own.
 */
export async function prepareTemplate(name = 'cli-template'): Promise<Template> {
  const root = join(tmpdir(), name)
  const ready = `${root}.json`
  while (!existsSync(ready)) {
    if (isTaken(root)) await sleep(50)
    else await makeTemplate(root, ready)
  }
  return JSON.parse(readFileSync(ready, 'utf8')) as Template
}

function isTaken(folder: string): boolean {
  try {
    mkdirSync(folder)
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true
    throw error
  }
}

async function makeTemplate(root: string, ready: string): Promise<void> {
  const restore = useQuickScrypt()
  try {
    writeFileSync(`${ready}.part`, JSON.stringify(await fillTemplate(root)))
    renameSync(`${ready}.part`, ready)
  } catch (error) {
    rmSync(root, { recursive: true, force: true })
    throw error
  } finally {
    restore()
  }
}

async function fillTemplate(root: string): Promise<Template> {
  const machine: Machine = { ...createMachine(), stateDir: join(root, 'state') }
  const first = { name: 'Ana Author', email: author, roles: ['data_scientist' as const], passphrase: passphraseOf(author) }
  const workspace = await createWorkspace({ dir: join(root, 'workspace'), name: 'German credit', person: first }, machine)
  try {
    const { identity, catalog, evidence, reviews } = workspace
    const signer = { signerPassphrase: passphraseOf(author) }
    await identity.enrol(author, { name: 'Rui Reviewer', email: reviewer, roles: ['risk_sme'], passphrase: passphraseOf(reviewer), ...signer })
    await identity.enrol(author, { name: 'Ada Approver', email: approver, roles: ['final_approver'], passphrase: passphraseOf(approver), ...signer })
    catalog.addUseCase(author, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
    catalog.addModel(author, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
    const version = await catalog.addVersion(author, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
    const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex'] }
    const check = await evidence.run(author, fairnessRun({ version: version.ref, path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
    const review = reviews.request(author, { version: version.ref, message: '' })
    return { root, version: version.ref, review: review.id, check: check.id }
  } finally {
    workspace.close()
  }
}
