import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type * as z from 'zod'
import type { Work } from '../../shared/contract/handlers.ts'
import type { AuditTrail } from '../../shared/contract/ledger.ts'
import type { newPerson } from '../../shared/contract/identity.ts'
import type { BuiltInPolicyId } from '../../shared/contract/policies.ts'
import { AppError } from '../../shared/errors.ts'
import { isLive, isOpen } from '../../shared/review-machine.ts'
import { createCatalog, createCatalogReaders, type Catalog } from '../domain/catalog/service.ts'
import { createDocumentReaders, createDocuments, type Documents } from '../domain/documents/service.ts'
import { createEvidence, createEvidenceReaders, createTestSetReaders, createTestSets, type Evidence, type Holdings, type TestSets } from '../domain/evidence/service.ts'
import { createExperiments, createRegistered, createRunNames, createSealedRuns, type Experiments, type Registered } from '../domain/experiments/service.ts'
import { createFrameworkReaders, createFrameworks, createNilSource, type Frameworks } from '../domain/frameworks/service.ts'
import { createAttemptLog } from '../domain/identity/attempts.ts'
import { createIdentity, createIdentityReaders, enrolFounder, toContactDrafts, toKeyName, type Identity } from '../domain/identity/service.ts'
import { createInterop, type Interop } from '../domain/interop/service.ts'
import { createInventory, type Inventory } from '../domain/inventory/service.ts'
import { readSeqsOf } from '../domain/ledger/entry-rows.ts'
import { createLedger, newOrigin, openLedger } from '../domain/ledger/open.ts'
import type { Ledger } from '../domain/ledger/service.ts'
import { peekLedger } from '../domain/ledger/snapshot.ts'
import { createLineage, type LineageReader } from '../domain/lineage/service.ts'
import { createWitnessing, type Witnessing } from '../domain/ledger/witness.ts'
import { adoptPolicy, builtIn, createPolicies, createPolicyReaders, type Policies } from '../domain/policies/service.ts'
import { createReports, type Reports } from '../domain/reports/service.ts'
import { createArtefactPlaces, createArtefacts, newPlace, type Artefacts } from '../domain/reviews/artefacts/service.ts'
import { createChallenges, type Challenges } from '../domain/reviews/challenges/service.ts'
import { createComments, type Comments } from '../domain/reviews/comments/service.ts'
import { createConditions, type Conditions } from '../domain/reviews/conditions/service.ts'
import { createDelegations, type Delegations } from '../domain/reviews/delegations/service.ts'
import { createFindings, type Findings } from '../domain/reviews/findings/service.ts'
import { createEvidenceWaivers, createWaivers, type Waivers } from '../domain/reviews/waivers/service.ts'
import type { ItemOptions } from '../domain/reviews/item.ts'
import { createReviewReaders } from '../domain/reviews/readers.ts'
import { createItemReaders, createReviews, createSignOffRecords, type Reviews } from '../domain/reviews/service.ts'
import { createBlobStore, type BlobStore } from '../platform/blobs.ts'
import type { Clock } from '../platform/clock.ts'
import { createAnalytics } from '../platform/duckdb.ts'
import { openDraftsOnce } from '../platform/drafts-database.ts'
import { loadEvidenceKinds } from '../platform/evidence-kinds.ts'
import { createKeyStore, type KeyStore } from '../platform/keys.ts'
import { runInWorker, type Programs } from '../platform/programs.ts'
import type { Sealing } from '../platform/sealed.ts'
import { isWritable } from '../platform/sqlite-ledger.ts'
import { openIndex, type Index, type IndexDatabase } from '../platform/sqlite.ts'
import { createAuditTrail, newestVerification } from './audit-trail.ts'
import { createBackupNotes } from './backups/notes.ts'
import { createOpenForeign } from './bundles.ts'
import { toCheckFigures } from './check-figures.ts'
import { createGaps } from './evidence-gaps.ts'
import { summarize } from './folding.ts'
import { composeHoldings } from './holdings.ts'
import { createOwnSource } from './own-evidence.ts'
import { createPolicyImpact } from './policy-impact.ts'
import { createRecords, foldUpTo } from './records.ts'
import { reviewSources, watchSources } from './review-sources.ts'

/** What a workspace needs of the machine it is opened on. */
export interface Machine {
  clock: Clock
  /** Keys, high-water marks and logs: outside every workspace. */
  stateDir: string
  programs: Programs
  /** A person said for this run that the clock is right. */
  dateIsRight?: boolean
  /** Of another cost than the program's; only tests say so. */
  sealing?: Sealing
  /** Version of the program, as reports and check results name it. */
  version: string
}

export interface Workspace {
  readonly dir: string
  readonly ledger: Ledger
  readonly index: Index
  readonly identity: Identity
  readonly policies: Policies
  readonly catalog: Catalog
  readonly documents: Documents
  readonly experiments: Experiments
  readonly registered: Registered
  readonly evidence: Evidence
  readonly testSets: TestSets
  readonly holdings: Holdings
  readonly reviews: Reviews
  readonly findings: Findings
  readonly conditions: Conditions
  readonly waivers: Waivers
  readonly challenges: Challenges
  readonly comments: Comments
  readonly delegations: Delegations
  readonly artefacts: Artefacts
  readonly lineage: LineageReader
  readonly frameworks: Frameworks
  readonly inventory: Inventory
  readonly reports: Reports
  readonly interop: Interop
  readonly witnessing: Witnessing
  /** When the ledger was verified in full, and when the policy wants it again. */
  trail(): AuditTrail
  close(): void
}

export type NewWorkspace = { dir: string; name: string; person: z.output<typeof newPerson>; policy?: BuiltInPolicyId }

/**
 * Makes a workspace in an empty or new folder: ledger, founder and policy in one transaction.
 * Errors: CONFLICT where the folder holds something already. A failure leaves no key and no ledger behind.
 */
export async function createWorkspace({ dir, name, person, policy = 'two-person' }: NewWorkspace, machine: Machine): Promise<Workspace> {
  const path = resolve(dir)
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new AppError('CONFLICT', `The folder ${path} is not empty; a workspace needs a folder of its own. Name a new or an empty one.`)
  }
  mkdirSync(path, { recursive: true })
  const origin = newOrigin()
  const keys = createKeyStore({ ...machine, origin })
  const founder = await enrolFounder({ origin, person, keys, clock: machine.clock })
  const database = openIndex(join(path, 'index.db'))
  try {
    const entries = [{ actor: person.email, draft: founder }, ...toContactDrafts(person).map((draft) => ({ actor: person.email, draft })), { actor: person.email, draft: adoptPolicy(builtIn(policy)) }]
    const ledger = createLedger({ dir: path, ...machine, origin, name, entries, records: createRecords(database) })
    return compose(path, ledger, database, keys, machine)
  } catch (error) {
    database.close()
    keys.remove(toKeyName(person.email))
    throw error
  }
}

/** Opens a workspace and brings its records level with the ledger. BAD_INPUT: the folder is none; UNSUPPORTED_FORMAT: a newer one. */
export function openWorkspace(dir: string, machine: Machine): Workspace {
  const path = resolve(dir)
  if (!existsSync(join(path, 'ledger.db'))) {
    throw new AppError('BAD_INPUT', `${path} is not a Countersign workspace: there is no ledger.db in it. Name the folder of a workspace, or create one.`)
  }
  const database = openIndexOrMemory(join(path, 'index.db'))
  try {
    const ledger = openLedger({ dir: path, ...machine, records: createRecords(database) })
    return compose(path, ledger, database, createKeyStore({ ...machine, origin: ledger.origin }), machine)
  } catch (error) {
    database.close()
    throw error
  }
}

/** Fewer are folded before a worker would have started. */
const foldedHere = 5_000

/**
 * The same without holding up other calls where much is to be folded: a workspace whose index.db is gone, or of another build, has
 * every entry to fold. That is done in a worker, which also gives its memory back. CANCELLED keeps what was folded.
 */
export async function openWorkspaceInSteps(dir: string, machine: Machine, work: Work): Promise<Workspace> {
  const path = resolve(dir)
  if (isFarBehind(path)) await runInWorker('records', { dir: path, stateDir: machine.stateDir }, work)
  return openWorkspace(dir, machine)
}

function isFarBehind(dir: string): boolean {
  const ledger = join(dir, 'ledger.db')
  if (!existsSync(ledger) || !isWritable(ledger)) return false
  const facts = peekLedger(dir)
  if (!facts || facts.size <= foldedHere) return false
  const database = openIndexOrMemory(join(dir, 'index.db'))
  try {
    return facts.size - createRecords(database).size() > foldedHere
  } finally {
    database.close()
  }
}

/** A folder that can not be written still opens for reading: its records are folded in memory. */
function openIndexOrMemory(file: string): IndexDatabase {
  try {
    return openIndex(file)
  } catch {
    return openIndex(null)
  }
}

function compose(dir: string, ledger: Ledger, database: IndexDatabase, keys: KeyStore, machine: Machine): Workspace {
  const { clock, stateDir } = machine
  const { index } = database
  const blobs = createBlobStore(join(dir, 'blobs'))
  const identity = createIdentity({ ledger, index, clock, keys, attempts: createAttemptLog({ stateDir, origin: ledger.origin, clock }) })
  const policies = createPolicies({ ledger, index, clock, identity, kinds: loadEvidenceKinds(), impactOf: (policy) => impactOf(policy) })
  const analytics = createAnalytics({ programs: machine.programs, scratchDir: join(stateDir, 'scratch') })
  const places = createArtefactPlaces({ stateDir, origin: ledger.origin })
  const onArtefact = (version: string, path: string) => places.put(newPlace({ version, place: 'registered', path }))
  const catalog = createCatalog({ ledger, index, blobs, data: analytics, clock, identity, policy: policies.current, onArtefact })
  const evidence = createEvidence({ ledger, index, blobs, clock, analytics, catalog, version: machine.version })
  const testSets = createTestSets({ ledger, index, identity, catalog, policy: policies.current })
  const drafts = openDraftsOnce(join(dir, 'drafts.db'))
  const documents = createDocuments({ ledger, index, blobs, catalog, runs: createRunNames({ index }), drafts: drafts.open, hasDrafts: drafts.exists, now: () => clock.now(), checkFigures: toCheckFigures(evidence) })
  const experiments = createExperiments({ ledger, index, blobs, clock, catalog, onData: testSets.noteRun, drafts: drafts.statements, hasDrafts: drafts.exists })
  // Reports and reviews are composed further down; they are asked only once everything is there.
  const ownSource = createOwnSource({ lastVerification: () => newestVerification(ledger, stateDir), people: identity.people, reports: (version) => reports.list({ version }), backups: createBackupNotes(stateDir, ledger.origin).backups })
  const held = { index, blobs, catalog, documents, policies, now: () => clock.now() }
  const signOff = createSignOffRecords({ index, reviews: { list: (filter, asked) => reviews.list(filter, asked) }, people: identity.people, now: held.now })
  const holdings = composeHoldings({ ...held, more: [createNilSource(index, held.now), ownSource], signOff })
  const frameworks = createFrameworks({ ledger, index, clock, identity, catalog, holdings, waivers: createEvidenceWaivers({ index, now: () => clock.now() }) })
  // A request freezes what entries alone tell: verification asks the same of the entries later.
  const frozen = composeHoldings({ ...held, more: [] })
  const sources = { ledger, blobs, clock, identity, ...reviewSources(index, policies, catalog, frozen), versionsOf: catalog.versionsOf, ...watchSources(catalog, evidence, documents) }
  const reviews = createReviews(sources)
  const items = createItems({ ...sources, isKind: (kind) => loadEvidenceKinds().has(kind), reviews }, documents)
  const artefacts = createArtefacts({ ledger, index, clock, places, manifest: sources.manifest, reviews })
  const gapsOf = createGaps(holdings)
  const trail = createAuditTrail({ ledger, stateDir, clock, policy: () => policies.current().policy, tiers: () => catalog.models().map(({ tier }) => tier) })
  const inventory = createInventory({ trail: () => trail().demand, ledger, blobs, clock, identity, policies, catalog, documents, reviews, conditions: items.conditions, findings: items.findings, waivers: items.waivers, gapsOf, seqsOf: (kinds) => readSeqsOf(index, kinds) })
  const lineage = createLineage({ ledger, catalog, runs: createSealedRuns({ index, blobs }), holders: experiments.holders, evidence, documents, reviews })
  const impactOf = createPolicyImpact({
    current: () => policies.current().policy,
    models: catalog.models,
    standing: () => reviews.list({}, { of: ({ state }) => isOpen(state) || isLive(state) }).filter(({ state }) => isOpen(state) || isLive(state)),
    gapsOf,
  })
  const reports = createReports({
    ledger,
    index,
    blobs,
    version: machine.version,
    summarize,
    sourcesAsOf: (seq) => sourcesAsOf(seq, { ledger, blobs, keys, holders: experiments.holders }),
  })
  const interop = createInterop({ ledger, index, blobs, clock, identity, catalog, evidence, documents, holdings: frozen, policies, reviews, openForeign: createOpenForeign(clock), seqsOf: (kinds) => readSeqsOf(index, kinds) })
  return { dir, ledger, index, identity, policies, catalog, documents, experiments, registered: createRegistered({ ledger, index, catalog }), evidence, testSets, holdings, reviews, ...items, artefacts, lineage, frameworks, inventory, reports, interop, trail, witnessing: createWitnessing({ ledger, index }), close: () => closeAll(ledger, database, drafts) }
}

function createItems(room: ItemOptions, documents: Documents) {
  return {
    findings: createFindings(room),
    conditions: createConditions(room),
    waivers: createWaivers(room),
    challenges: createChallenges(room),
    comments: createComments({ ...room, documents }),
    delegations: createDelegations(room),
  }
}

function closeAll(ledger: Ledger, database: IndexDatabase, drafts: { close(): void }): void {
  drafts.close()
  ledger.close()
  database.close()
}

/** What is no part of the ledger, and would make another dossier of the same entry. */
const nothingOutside = { lastVerification: () => null, reports: () => [], backups: () => [] }

export type AsOf = ReturnType<typeof sourcesAsOf>

/** Everything a report reads, as it stood when entry `seq` was the newest and at that entry's time. */
function sourcesAsOf(seq: number, { ledger, blobs, keys, holders }: { ledger: Ledger; blobs: BlobStore; keys: KeyStore; holders: Experiments['holders'] }) {
  const database = foldUpTo(ledger, seq)
  const { index } = database
  const at = new Date(ledger.read(seq).at)
  const catalog = createCatalogReaders({ index, blobs })
  const evidence = createEvidenceReaders({ index, blobs })
  const identity = createIdentityReaders({ index, keys })
  const documents = createDocumentReaders({ index, blobs, catalog, runs: createRunNames({ index }), now: () => at })
  const policies = createPolicyReaders({ index })
  const held = { index, blobs, catalog, documents, policies, now: () => at }
  const frozen = composeHoldings({ ...held, more: [] })
  const reviews = createReviewReaders({ ...reviewSources(index, policies, catalog, frozen), now: held.now, personName: (email) => identity.person(email).name })
  const signOff = createSignOffRecords({ index, reviews, people: identity.people, now: held.now })
  const items = createItemReaders({ index, now: held.now })
  const holdings = composeHoldings({ ...held, more: [createNilSource(index, held.now), createOwnSource({ ...nothingOutside, people: identity.people })], signOff })
  const frameworks = createFrameworkReaders({ index, catalog, holdings, identity, waivers: createEvidenceWaivers({ index, now: held.now }) })
  const lineage = createLineage({ ledger, catalog, runs: createSealedRuns({ index, blobs }), holders, evidence, documents, reviews })
  const testSets = createTestSetReaders({ index, catalog, policy: policies.current })
  return { catalog, documents, evidence, testSets, identity, frameworks, lineage, reviews, items, at, close: () => database.close() }
}
