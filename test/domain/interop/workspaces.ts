import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fairnessRun } from '../../support/checks.ts'
import { defaultThresholds } from '../../../shared/contract/evidence.ts'
import { createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../../support/world.ts'

export const author = founder
export const reviewer = 'reviewer@example.org'
export const approver = 'approver@example.org'

/** Two workspaces, each with its own folder and state directory, and a folder for what is sent between them. */
export interface Pair {
  /** Where the model is documented; `review` waits for its signatures. */
  asking: World
  /** Where reviewer and approver are enrolled. */
  signing: World
  review: string
  path(name: string): string
  check(): Promise<void>
  end(): void
}

/** `before`: what is done in the workspace that asks before it asks. */
export async function createPair(before?: (asking: World) => unknown): Promise<Pair> {
  const [asking, signing] = [await createWorld(), await createWorld()]
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
  await signing.enrol(reviewer, 'risk_sme')
  await signing.enrol(approver, 'final_approver')
  const review = await requestReview(asking, 'credit-lr', () => before?.(asking))
  return {
    asking,
    signing,
    review,
    path: (name) => join(folder, name),
    async check() {
      await asking.check()
      await signing.check()
    },
    end() {
      asking.end()
      signing.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A version with a check, and a request for its review. `before`: what is added to its evidence first. */
export async function requestReview({ workspace }: World, model = 'credit-lr', before: (version: string) => unknown = () => null): Promise<string> {
  const { catalog, evidence, reviews } = workspace
  const useCase = catalog.useCases()[0] ?? catalog.addUseCase(author, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(author, { name: model, useCase: useCase.id, task: 'classification', description: '' })
  const rights = { licence: 'CC BY 4.0', source: 'UCI Statlog', purpose: 'Tests' }
  const snapshot = await catalog.addSnapshot(author, { path: predictionsFile, name: `${model}-data`, description: '', protected: ['sex'], rights }, quiet)
  const version = await catalog.addVersion(author, { model, data: [snapshot.ref], parameters: { C: '1.0' }, note: '' }, quiet)
  await evidence.run(author, fairnessOf(version.ref), quiet)
  await before(version.ref)
  return reviews.request(author, { version: version.ref, message: 'Please look at the groups.' }).id
}

/** A model card by this person, with a file where one is named. */
export function sealCard({ workspace: { documents } }: World, by: string, version: string, file?: string): string {
  const begun = documents.drafts.begin(by, { kind: 'model_card', subject: { type: 'version', ref: version } })
  const draft = file === undefined ? begun : documents.drafts.attach(by, begun.id, file)
  documents.drafts.save(by, { id: draft.id, revision: draft.revision, content: { ...draft.content, title: 'Card', text: 'Ranks applications.' } })
  return documents.seal(by, draft.id).id
}

export function fairnessOf(version: string) {
  const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex'] }
  return fairnessRun({ version, path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 })
}

/** Exports a record and gives the path. */
export function send(world: World, record: string, path: string, by?: string): string {
  world.workspace.interop.export(founder, { record, out: path, by, seen: [] })
  return path
}

/** Imports with every fingerprint compared, as a person does who called the owners. */
export async function receive({ workspace }: World, path: string): Promise<string> {
  const confirmed = workspace.interop.inspect(path).parties.map(({ fingerprint }) => fingerprint)
  return (await workspace.interop.import(founder, { path, confirmed }, quiet)).record
}

export async function signForeign({ workspace }: World, id: string, email: string, act: 'review' | 'approve'): Promise<void> {
  const { sha256 } = workspace.interop.statement(email, { id, act })
  await workspace.interop.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

/** Enrols a person of the other workspace here: the founder compared the fingerprint. */
export async function enrolFrom(world: World, from: World, email: string): Promise<void> {
  const { name, roles, vkey } = from.workspace.identity.person(email)
  await world.workspace.identity.enrolKey(founder, { name, email, roles, vkey, signerPassphrase: passphraseOf(founder) })
}
