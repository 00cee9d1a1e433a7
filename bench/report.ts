import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExample, examplePeople } from '../electron/core/example.ts'
import { openWorkspace, type Machine, type Workspace } from '../electron/core/workspace.ts'
import { systemClock } from '../electron/platform/clock.ts'
import { nodePrograms } from '../electron/platform/programs.ts'
import type { Work } from '../shared/contract/handlers.ts'

/**
 * The dossier of the German credit example, signed by two people, as a person waits for it: records as of the entry, drawing
 * in a worker, file on disk, entry appended. Run: npx node bench/report.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 7)
const root = mkdtempSync(join(tmpdir(), 'bench-report-'))
const work: Work = { signal: new AbortController().signal, progress: () => {} }
const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, version: '0.1.0' }
const version = 'credit-lr@1'
const out = join(root, 'dossier.pdf')
const [author, reviewer, approver] = examplePeople

try {
  await createExample(join(root, 'workspace'), machine, work)
  const workspace = openWorkspace(join(root, 'workspace'), machine)
  await approve(workspace)
  const asOf = workspace.ledger.tip().size - 1
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now()
    await workspace.reports.exportDossier(author!.email, { version, out, asOf }, work)
    times.push(performance.now() - begin)
  }
  workspace.close()
  print(times)
} finally {
  rmSync(root, { recursive: true, force: true })
}

async function approve({ reviews }: Workspace): Promise<void> {
  const { id } = reviews.list({ version })[0]!
  for (const [person, act] of [[reviewer!, 'review'], [approver!, 'approve']] as const) {
    const { sha256 } = reviews.statement(person.email, { id, act })
    await reviews.sign(person.email, { id, sha256, passphrase: person.passphrase })
  }
}

function print(times: readonly number[]): void {
  const text = readFileSync(out).toString('latin1')
  const sorted = times.toSorted((a, b) => a - b)
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} threads, Node ${process.version}, ${rounds} rounds`)
  console.log(`German credit dossier: ${count(/\/Type \/Page\b/g)} pages, ${text.length} bytes, ${count(/\/Type \/Filespec/g)} attachments`)
  console.log(`export: median ${Math.round(sorted[Math.floor(sorted.length / 2)]!)} ms (${Math.round(sorted[0]!)} to ${Math.round(sorted.at(-1)!)} ms)`)
}
