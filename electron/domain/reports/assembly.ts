import type { Check, CheckDetail } from '../../../shared/contract/evidence.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import type { Person } from '../../../shared/contract/identity.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { hashToHex, leafHash } from '../../tlog/tree.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { DocumentReaders } from '../documents/service.ts'
import type { TestSetReaders } from '../evidence/service.ts'
import type { FrameworkReaders } from '../frameworks/service.ts'
import type { Ledger, StoredEntry } from '../ledger/service.ts'
import type { LineageReader } from '../lineage/service.ts'
import type { CitedEntry, DossierInput, SignerKey } from './dossier/input.ts'
import { createProofs } from './proofs.ts'
import { citedSeqs } from './rules.ts'
import type { ItemsOfVersion } from '../reviews/service.ts'

/** What a dossier reads: records as of one entry, from readers that know no later one. */
export interface DossierSources {
  catalog: Pick<CatalogReaders, 'version' | 'model' | 'snapshot' | 'assessments'>
  evidence: { checks(filter: { version: string }): Check[]; check(id: string): CheckDetail }
  documents: Pick<DocumentReaders, 'list' | 'get'>
  reviews: { list(filter: { version: string }): Review[] }
  items: (version: string, reviews: readonly Review[]) => ItemsOfVersion
  identity: { people(): Person[] }
  frameworks: Pick<FrameworkReaders, 'status' | 'controls'>
  testSets: Pick<TestSetReaders, 'tested' | 'uses'>
  lineage: LineageReader
  close(): void
}

export interface AssemblyOptions {
  ledger: Ledger
  blobs: BlobStore
  /** Version of the program, printed in every report. */
  version: string
  /** One line for people about an entry, made by the module that owns its kind. */
  summarize: (entry: StoredEntry) => { summary: string }
  /** Readers over the records as they were when entry `seq` was the newest, at that entry's time. */
  sourcesAsOf: (seq: number) => DossierSources
}

/** Gathers everything that the dossier of `version` says as of entry `seq`. NOT_FOUND where it was not registered by then. */
export function assembleDossier(options: AssemblyOptions, { version: ref, seq, draft }: { version: string; seq: number; draft: boolean }): DossierInput {
  const { ledger, version: countersign } = options
  const sources = options.sourcesAsOf(seq)
  try {
    const { manifest, useCase, task: _task, authors, ...version } = seq === ledger.tip().size - 1 ? sources.catalog.version(ref) : versionAsOf(sources, ref, seq)
    const { versions: _versions, ...model } = sources.catalog.model(version.model)
    const checks = oldestFirst(sources.evidence.checks({ version: ref })).map(({ id }) => toCheck(options.blobs, sources.evidence.check(id)))
    const reviews = oldestFirst(sources.reviews.list({ version: ref }))
    const snapshots = manifest.data.map(({ snapshot }) => sources.catalog.snapshot(snapshot))
    const keys = signerKeys(ledger, reviews, seq)
    const documents = documentsAbout(sources.documents, options.blobs, [
      { type: 'use_case', ref: useCase.id },
      { type: 'model', ref: model.name },
      { type: 'version', ref },
      ...snapshots.map((snapshot) => ({ type: 'snapshot' as const, ref: snapshot.ref })),
    ])
    const assessment = sources.catalog.assessments(useCase.id)[0] ?? null
    const testData = sources.testSets.tested(ref).data.map((one) => ({ ...one, uses: one.seal ? sources.testSets.uses(one.seal.snapshot).uses : [] }))
    const cited = { version, model, useCase, assessment, manifest, authors, snapshots, checks, testData, documents, reviews, items: sources.items(ref, reviews), keys, frameworks: toFrameworks(sources, ref) }
    return {
      countersign,
      draft,
      ledger: toLedger(ledger, seq),
      ...cited,
      lineage: sources.lineage.of({ type: 'version', ref }),
      manifestText: options.blobs.read(version.manifestHash).toString('utf8'),
      people: peopleNamed(sources.identity.people(), cited),
      // Where the log key was changed, the entries that hand it over lead from entry 0 to the key that signed.
      entries: citedEntries(options, citedSeqs({ ...cited, keys: [...keys, ...rotationsUpTo(ledger, seq)] }), seq),
    }
  } finally {
    sources.close()
  }
}

const annexIV = 'eu-ai-act-annex-iv'

function toFrameworks({ frameworks }: DossierSources, version: string): DossierInput['frameworks'] {
  const { frameworks: statuses } = frameworks.status(version)
  const items = statuses.some(({ id }) => id === annexIV) ? frameworks.controls(version, annexIV).controls : []
  return { statuses, annexIV: items.map(({ id, ref, gist, status, evidence }) => ({ id, ref, gist, status, evidence: [...new Set(evidence.map((one) => one.id))] })) }
}

function documentsAbout(readers: DossierSources['documents'], blobs: BlobStore, subjects: readonly EvidenceSubject[]): DossierInput['documents'] {
  const found = subjects.flatMap((subject) => readers.list({ subject })).filter(({ withdrawn }) => withdrawn === null)
  return oldestFirst(found).map(({ id, sha256 }) => {
    const document = readers.get(id)
    return { ...document, contentText: document.content === null ? null : blobs.read(sha256).toString('utf8') }
  })
}

/** An earlier entry may lie before the version: the list of what there is needs that said. */
function versionAsOf(sources: DossierSources, ref: string, seq: number) {
  try {
    return sources.catalog.version(ref)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
    throw new AppError('NOT_FOUND', `As of entry ${seq}: ${error.message}`, { cause: error })
  }
}

const oldestFirst = <T extends { seq: number }>(records: readonly T[]): T[] => records.toSorted((a, b) => a.seq - b.seq)

function toCheck(blobs: BlobStore, check: CheckDetail): DossierInput['checks'][number] {
  return { ...check, resultText: check.result === null ? null : blobs.read(check.resultSha256).toString('utf8') }
}

function toLedger(ledger: Ledger, seq: number): DossierInput['ledger'] {
  const size = seq + 1
  const { name, origin } = ledger
  // The checkpoint is one of the key of its time, which may not be the present one.
  const logVkey = ledger.logKeys().findLast(({ since }) => since < size)!.vkey
  return { name, origin, logVkey, checkpoint: ledger.checkpointAt(size), size, root: ledger.rootAt(size).toString('base64'), asOf: { seq, at: ledger.read(seq).at } }
}

const rotationsUpTo = (ledger: Ledger, seq: number) => ledger.logKeys().flatMap(({ since }) => (since > 0 && since <= seq ? [{ seq: since }] : []))

/** The keys that made the signatures, from the entries that enrolled them: a key replaced since must still be found. */
function signerKeys(ledger: Ledger, reviews: readonly Review[], seq: number): SignerKey[] {
  const wanted = new Set(reviews.flatMap((review) => review.signatures.map(({ email, fingerprint }) => `${email} ${fingerprint}`)))
  const keys: SignerKey[] = []
  if (wanted.size === 0) return keys
  for (const entry of ledger.entries(0, seq + 1)) {
    if (entry.kind !== 'person.enrolled/v1' && entry.kind !== 'key.replaced/v1') continue
    const { email, key } = entry.body as { email: string; key: { vkey: string; fingerprint: string } }
    if (wanted.has(`${email} ${key.fingerprint}`)) keys.push({ email, ...key, seq: entry.seq })
  }
  return keys
}

/** Names of the people this dossier speaks of, and of nobody else in the workspace. */
function peopleNamed(people: readonly Person[], { version, model, useCase, assessment, authors, snapshots, checks, testData, documents, reviews, items }: Pick<DossierInput, 'version' | 'model' | 'useCase' | 'assessment' | 'authors' | 'snapshots' | 'checks' | 'testData' | 'documents' | 'reviews' | 'items'>) {
  const named = new Set<string | null>([
    version.by,
    model.owner,
    useCase.owner,
    ...(assessment ? [assessment.by] : []),
    ...authors,
    ...[...snapshots, ...checks].map(({ by }) => by),
    ...testData.flatMap(({ seal, uses }) => [...(seal ? [seal.by, seal.custodian, ...seal.users] : []), ...uses.map(({ by }) => by)]),
    ...documents.flatMap((document) => [document.by, ...document.authors]),
    ...toNamed(items),
    ...reviews.flatMap((review) => [review.requestedBy, review.owner, ...review.authors, ...review.moves.map(({ actor }) => actor), ...review.signatures.flatMap(({ email, onBehalfOf }) => [email, onBehalfOf])]),
  ])
  return people.filter(({ email }) => named.has(email)).map(({ email, name }) => ({ email, name }))
}

const toNamed = ({ findings, challenges, conditions, waivers }: ItemsOfVersion): string[] => [
  ...[...findings, ...waivers].map(({ owner }) => owner),
  ...conditions.map(({ terms }) => terms.owner),
  ...[...findings, ...challenges, ...conditions, ...waivers].flatMap(({ by, acts }) => [by, ...acts.map((act) => act.by)]),
]

function citedEntries({ ledger, summarize }: AssemblyOptions, seqs: readonly number[], newest: number): CitedEntry[] {
  const size = newest + 1
  const toProof = createProofs(leavesOf(ledger, size), size, ledger.checkpointAt(size))
  return seqs.map((seq) => {
    const entry = ledger.read(seq)
    const { at, actor, kind, leaf } = entry
    return { seq, at, actor, kind, summary: summarize(entry).summary, canonical: leaf, leafHash: hashToHex(leafHash(leaf)), proof: toProof(seq) }
  })
}

function* leavesOf(ledger: Ledger, size: number): Iterable<string> {
  for (const { leaf } of ledger.entries(0, size)) yield leaf
}
