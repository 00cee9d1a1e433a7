import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Work } from '../../shared/contract/handlers.ts'
import type { Role } from '../../shared/contract/identity.ts'
import type { BuiltInPolicyId } from '../../shared/contract/policies.ts'
import { createWorkspace, openWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { foldUpTo } from '../../electron/core/records.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { openIndex } from '../../electron/platform/sqlite.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { quickSealing } from './sealing.ts'

export const quiet: Work = { signal: new AbortController().signal, progress: () => {} }
export const predictionsFile = projectFile('examples/german-credit/german-lr-predictions.csv')

/** A clock that stands still until it is moved. */
export interface TestClock {
  now(): Date
  offsetMinutes(): number
  advance(milliseconds: number): void
  set(time: string): void
}

export interface World {
  readonly workspace: Workspace
  readonly machine: Machine
  readonly clock: TestClock
  readonly dir: string
  readonly stateDir: string
  /** Enrols somebody by the founder's hand; the passphrase is `passphrase of <email>`. */
  enrol(email: string, ...roles: Role[]): Promise<void>
  /** Closes and opens again, as after a restart. */
  reopen(): Workspace
  /** Recomputes the tree, verifies every signature, and compares the records with a fresh fold. */
  check(): Promise<void>
  end(): void
}

export const founder = 'author@example.org'
export const passphraseOf = (email: string): string => `passphrase of ${email}`

/** Under the policy named; two people sign off where none is. */
export async function createWorld(policy?: BuiltInPolicyId): Promise<World> {
  const { root, dir, clock, machine } = createPlace()
  const person = { name: 'Ana Author', email: founder, roles: ['data_scientist' as const], passphrase: passphraseOf(founder) }
  return toWorld(root, clock, machine, await createWorkspace({ dir, name: 'Retail credit', person, ...(policy && { policy }) }, machine))
}

/** The same workspace and keys in another place: enrolling people takes seconds, copying files does not. */
export function copyWorld(template: World): World {
  const { root, dir, clock, machine } = createPlace()
  template.reopen()
  cpSync(template.dir, dir, { recursive: true })
  cpSync(template.stateDir, machine.stateDir, { recursive: true })
  return toWorld(root, clock, machine, openWorkspace(dir, machine))
}

function createPlace() {
  const root = mkdtempSync(join(tmpdir(), 'world-'))
  const clock = createTestClock('2026-11-21T10:00:00.000Z')
  const machine: Machine = { clock, stateDir: join(root, 'state'), programs: nodePrograms, sealing: quickSealing, version: 'test', dateIsRight: true }
  return { root, dir: join(root, 'workspace'), clock, machine }
}

function toWorld(root: string, clock: TestClock, machine: Machine, opened: Workspace): World {
  let workspace = opened
  const { dir } = workspace
  return {
    machine,
    clock,
    dir,
    stateDir: machine.stateDir,
    get workspace() {
      return workspace
    },
    async enrol(email, ...roles) {
      const name = `Person ${email.slice(0, email.indexOf('@'))}`
      await workspace.identity.enrol(founder, { name, email, roles, passphrase: passphraseOf(email), signerPassphrase: passphraseOf(founder) })
    },
    reopen() {
      workspace.close()
      workspace = openWorkspace(dir, machine)
      return workspace
    },
    check: () => checkWorkspace(workspace),
    end() {
      workspace.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function checkWorkspace({ ledger, dir }: Workspace): Promise<void> {
  const verification = await ledger.verify('full', quiet)
  expect(verification.findings).toEqual([])
  expect(verification.verdict).toBe('intact')
  const stored = openIndex(join(dir, 'index.db'))
  const fresh = foldUpTo(ledger, ledger.tip().size - 1)
  try {
    const tables = fresh.raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'").pluck().all() as string[]
    expect(tables.length).toBeGreaterThan(5)
    for (const table of tables) {
      const ours = stored.raw.prepare(`SELECT * FROM "${table}"`).all()
      expect(ours, `records of ${table}`).toEqual(fresh.raw.prepare(`SELECT * FROM "${table}"`).all())
    }
  } finally {
    fresh.close()
    stored.close()
  }
}

function createTestClock(start: string): TestClock {
  let now = Date.parse(start)
  return {
    now: () => new Date(now),
    offsetMinutes: () => 60,
    advance: (milliseconds) => void (now += milliseconds),
    set: (time) => void (now = Date.parse(time)),
  }
}
