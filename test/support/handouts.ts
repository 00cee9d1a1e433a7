import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fairnessRun } from './checks.ts'
import { cosignFile, exportTo, saveText } from '../../electron/core/ledger-files.ts'
import { defaultThresholds } from '../../shared/contract/evidence.ts'
import { createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from './world.ts'

export const reviewer = 'reviewer@example.org'
export const approver = 'approver@example.org'

/** Everything that a workspace with one signed-off version gives to people outside, in one folder. */
export interface Handouts {
  readonly world: World
  readonly folder: string
  /** `dossier.pdf`, `export/`, `entry-N.json`, `entry-N.tlog-proof`, `old`, `consistency`, `cosigned`, `witness.vkey`, `log.vkey`. */
  path(name: string): string
  /** The entry that the proof is about: the approver's decision. */
  readonly proved: number
  end(): void
}

export async function createHandouts(): Promise<Handouts> {
  const folder = mkdtempSync(join(tmpdir(), 'handouts-'))
  const path = (name: string) => join(folder, name)
  const world = await createWorld()
  const proved = await signOff(world)
  const { workspace } = world
  const { ledger, reports } = workspace
  writeFileSync(path('old'), ledger.tip().checkpoint)
  await reports.exportDossier(founder, { version: 'credit-lr@1', out: path('dossier.pdf') }, quiet)
  // Enough entries for a full tile and one that is not.
  for (let i = 0; i < 260; i++) ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: `filler-${i}`, description: '' } }))
  saveText(path('consistency'), ledger.consistencyFile(ledger.tip().size - 261))
  writeFileSync(path(`entry-${proved}.json`), ledger.read(proved).leaf)
  saveText(path(`entry-${proved}.tlog-proof`), ledger.inclusionFile(proved))
  const cosigned = await cosignFile(workspace, founder, { path: null, logKey: null, passphrase: passphraseOf(founder), out: path('cosigned') })
  writeFileSync(path('witness.vkey'), `${cosigned.witness!.vkey}\n`)
  writeFileSync(path('log.vkey'), `${ledger.logVkey}\n`)
  await exportTo(workspace, { dir: path('export') }, quiet)
  return {
    world,
    folder,
    path,
    proved,
    end() {
      world.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** From an empty workspace to an approved version; answers with the number of the approval's entry. */
export async function signOff(world: World): Promise<number> {
  await world.enrol(reviewer, 'risk_sme')
  await world.enrol(approver, 'final_approver')
  const { catalog, evidence, reviews } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  const version = await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: { C: '1.0' }, note: '' }, quiet)
  const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex'] }
  await evidence.run(founder, fairnessRun({ version: version.ref, path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
  const { id } = reviews.request(founder, { version: version.ref, message: '' })
  for (const [email, act] of [[reviewer, 'review'], [approver, 'approve']] as const) {
    const { sha256 } = reviews.statement(email, { id, act })
    await reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
  }
  return reviews.get(id).signatures.at(-1)!.seq
}

/** A folder for what a test changes. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  mkdirSync(folder, { recursive: true })
  return folder
}
