import { createHash } from 'node:crypto'
import { manifest as manifestSchema, type Manifest } from '../../../shared/contract/catalog.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { checkResult } from '../../../shared/contract/evidence.ts'
import type { EntryKind } from '../../../shared/contract/index.ts'
import { entryBodies } from '../../../shared/contract/index.ts'
import { entry as entrySchema } from '../../../shared/contract/ledger.ts'
import { parseRef } from '../../../shared/ids.ts'
import { BundleError, parseForeignJson, type OpenedBundle } from '../../tlog/bundle.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { parseVkey, type Verifier } from '../../tlog/note.ts'
import type { Body } from '../ledger/folds.ts'
import { checkDocuments, subjectsOf } from './documents.ts'
import { createPeopleCheck, parseRotation, type StoredEntry } from '../ledger/service.ts'

type Found<K extends EntryKind> = Omit<StoredEntry, 'body'> & { kind: K; body: Body<K> }

/** Entries of a bundle, each of a known kind and form. */
export interface Contents {
  /** What the ledger calls itself. */
  name: string
  entries: StoredEntry[]
  all<K extends EntryKind>(kind: K): Found<K>[]
  at<K extends EntryKind>(kind: K, seq: number): Found<K>
}

/** Kinds that a bundle may hold: what a review rests on, and who signed. */
const kindsOf: Record<OpenedBundle['head']['bundle'], readonly EntryKind[]> = {
  request: [
    'genesis/v1',
    'log.key.rotated/v1',
    'person.enrolled/v1',
    'key.replaced/v1',
    'key.revoked/v1',
    'use-case.registered/v1',
    'use-case.assessed/v1',
    'snapshot.registered/v1',
    'model.registered/v1',
    'version.registered/v1',
    'policy.adopted/v1',
    'policy.proposed/v1',
    'policy.confirmed/v1',
    'document.sealed/v1',
    'check.declared/v1',
    'check.completed/v1',
    'review.requested/v1',
    'decision/v1',
    'import/v1',
  ],
  answer: ['genesis/v1', 'log.key.rotated/v1', 'person.enrolled/v1', 'key.replaced/v1', 'key.revoked/v1', 'import/v1', 'answer/v1'],
}

/** Every entry parsed by its schema, the log's key followed from entry 0, every person's signature checked. Throws BundleError. */
export function readContents({ head, log, entries }: OpenedBundle): Contents {
  const parsed = entries.map(({ seq, leaf, value }) => parseEntry(seq, leaf, value, kindsOf[head.bundle]))
  const genesis = parsed[0]
  if (genesis?.kind !== 'genesis/v1') throw wrong('entry 0, which names the ledger and its key, is missing from it')
  followLogKey(parsed, genesis, log)
  const people = createPeopleCheck({
    origin: log.name,
    // Roots before the bundle's own are for the ledger itself to check.
    rootAt: () => null,
    report: (_kind, _seq, detail) => {
      throw new BundleError('signature', detail.replace(/\.$/, ''))
    },
  })
  for (const one of parsed) people(one)
  const all = <K extends EntryKind>(kind: K) => parsed.filter((one) => one.kind === kind) as Found<K>[]
  return {
    name: (genesis.body as Body<'genesis/v1'>).name,
    entries: parsed,
    all,
    at(kind, seq) {
      const found = all(kind).find((one) => one.seq === seq)
      if (!found) throw wrong(`entry ${seq} (${kind}), which it speaks of, is missing from it`)
      return found
    },
  }
}

function parseEntry(seq: number, leaf: string, value: Record<string, unknown>, kinds: readonly EntryKind[]): StoredEntry {
  const parsed = entrySchema.safeParse(value).data
  if (!parsed) throw wrong(`entry ${seq} does not have the form of an entry`)
  const kind = kinds.find((one) => one === parsed.kind)
  if (!kind) throw wrong(`it holds an entry of the kind ${parsed.kind} (entry ${seq}), which no such bundle has`)
  const body = entryBodies[kind].safeParse(parsed.body)
  if (!body.success) throw wrong(`entry ${seq} (${kind}) does not have the form of its kind`)
  return { ...parsed, leaf }
}

/** The key that signed the bundle is the one of entry 0, or one that it was handed over to, each time signed by both. */
function followLogKey(entries: readonly StoredEntry[], genesis: StoredEntry, log: Verifier): void {
  let key = parseVkey((genesis.body as Body<'genesis/v1'>).vkey)
  for (const one of entries) if (one.kind === 'log.key.rotated/v1') key = parseRotation(one, key)?.key ?? key
  if (key.vkey !== log.vkey) throw new BundleError('signature', `it is signed by another key than entry 0 of ${log.name} leads to`)
}

export interface RequestContents {
  review: Found<'review.requested/v1'>
  version: Found<'version.registered/v1'>
  useCase: Found<'use-case.registered/v1'>
}

/** A manifest of a folder with a hundred thousand files has some ten million characters. */
const longestBlob = 16 * 1024 * 1024

/** Everything that the request names is there, and each digest is that of what it names. Throws BundleError. */
export function readRequest({ head, blobs }: OpenedBundle, contents: Contents): RequestContents {
  if (head.reviewLedger !== head.ledger || head.review !== `R-${head.entry}`) throw wrong('its list of contents names another request than it holds')
  const review = contents.at('review.requested/v1', head.entry)
  const { body } = review
  const { name, number } = parseRef(body.version)
  const version = contents.all('version.registered/v1').find((one) => one.body.model === name && one.body.number === number)
  const model = contents.all('model.registered/v1').find((one) => one.body.name === name)
  if (!version || !model) throw wrong(`the entries of ${body.version} and its model are missing from it`)
  if (version.body.manifestHash !== body.manifestHash) throw wrong(`the request speaks of another manifest than the one of ${body.version}`)
  if (model.body.useCase !== body.useCase) throw wrong(`the request speaks of another use case than the one of ${name}`)
  const useCase = contents.at('use-case.registered/v1', Number(body.useCase.slice(2)))
  if (contents.all('use-case.assessed/v1').some((one) => one.body.useCase !== body.useCase)) throw wrong('it assesses another use case than the one of the request')
  checkPolicy(contents, body.policy)
  const manifest = checkManifest(blobs, body.manifestHash, name, number)
  for (const item of body.evidence) checkEvidence(blobs, contents, item, review)
  if (digestOf(toCanonical(body.evidence)) !== body.evidenceHash) throw wrong('the digest of the evidence does not belong to the evidence that it lists')
  const documents = checkDocuments(contents.all('document.sealed/v1'), blobs, digestsOf({ ...body, model: name, manifest }))
  const named = new Set([body.manifestHash, ...body.evidence.map(({ sha256 }) => sha256), ...documents])
  for (const sha256 of blobs.keys()) if (!named.has(sha256)) throw new BundleError('unlisted', `it holds a file that the request does not name: blobs/${sha256}`)
  const other = contents.all('review.requested/v1').find(({ seq }) => seq !== review.seq)
  if (other) throw wrong(`it holds a second request (entry ${other.seq})`)
  return { review, version, useCase }
}

/** What documents may be about, and the digest that they have to be bound to. */
function digestsOf({ version, useCase, manifestHash, model, manifest }: { version: string; useCase: string; manifestHash: string; model: string; manifest: Manifest }): Map<string, string | null> {
  const bound: Record<EvidenceSubject['type'], (ref: string) => string | null> = {
    workspace: () => null,
    use_case: () => null,
    model: () => null,
    version: () => manifestHash,
    snapshot: (ref) => manifest.data.find(({ snapshot }) => snapshot === ref)?.sha256 ?? null,
  }
  return new Map(subjectsOf({ ref: version, model, useCase: { id: useCase }, manifest }).map(({ type, ref }) => [`${type} ${ref}`, bound[type](ref)]))
}

export interface AnswerContents {
  answer: Found<'answer/v1'>
  /** The entry by which the request came to whoever answers. */
  asked: Found<'import/v1'>
}

/** The answer and the request that it answers, as its signer's workspace imported it. Throws BundleError. */
export function readAnswer({ head, blobs }: OpenedBundle, contents: Contents): AnswerContents {
  const answer = contents.at('answer/v1', head.entry)
  const asked = contents.at('import/v1', answer.body.import)
  const agrees = answer.body.origin === head.reviewLedger && answer.body.review === head.review && 'request' in asked.body && asked.body.origin === head.reviewLedger
  if (!agrees) throw wrong('its list of contents names another answer than it holds')
  if (blobs.size > 0) throw new BundleError('unlisted', 'it holds files beside entries and proofs, which no answer has')
  return { answer, asked }
}

function checkPolicy(contents: Contents, wanted: Body<'review.requested/v1'>['policy']): void {
  const confirmed = contents.all('policy.confirmed/v1').map(({ body }) => body.proposal)
  const inForce = [...contents.all('policy.adopted/v1'), ...contents.all('policy.proposed/v1').filter(({ seq }) => confirmed.includes(`P-${seq}`))]
  const adopted = inForce.find(({ body }) => body.policy.id === wanted.id && body.policy.version === wanted.version)
  if (!adopted) throw wrong(`the policy ${wanted.id} ${wanted.version}, under which it is to be signed, is missing from it`)
  if (adopted.body.sha256 !== wanted.sha256 || digestOf(toCanonical(adopted.body.policy)) !== wanted.sha256) throw wrong(`the policy ${wanted.id} ${wanted.version} is not the one whose digest the request names`)
}

function checkManifest(blobs: ReadonlyMap<string, Uint8Array>, sha256: string, name: string, number: number): Manifest {
  const manifest = manifestSchema.safeParse(jsonOf(blobs, sha256, 'the manifest')).data
  if (!manifest) throw wrong('the manifest does not have the form of one')
  if (manifest.model !== name || manifest.version !== number) throw wrong(`the manifest is the one of ${manifest.model}@${manifest.version}`)
  return manifest
}

type Item = Body<'review.requested/v1'>['evidence'][number]

function checkEvidence(blobs: ReadonlyMap<string, Uint8Array>, contents: Contents, item: Item, review: Found<'review.requested/v1'>): void {
  const check = contents.at('check.completed/v1', item.seq)
  const declared = contents.at('check.declared/v1', check.body.declaration)
  const result = checkResult.safeParse(jsonOf(blobs, item.sha256, `the result of ${item.check}`)).data
  if (!result) throw wrong(`the result of ${item.check} does not have the form of one`)
  const agrees =
    item.check === `C-${item.seq}` &&
    check.seq < review.seq &&
    declared.seq < check.seq &&
    check.body.version === review.body.version &&
    declared.body.version === review.body.version &&
    declared.body.manifestHash === review.body.manifestHash &&
    check.body.result.sha256 === item.sha256 &&
    check.body.verdict === item.verdict &&
    result.verdict === item.verdict &&
    toCanonical(result.settings) === toCanonical(declared.body.settings) &&
    toCanonical(result.inputs) === toCanonical(declared.body.inputs)
  if (!agrees) throw wrong(`the check ${item.check}, its declaration and its stored result do not say the same`)
}

function jsonOf(blobs: ReadonlyMap<string, Uint8Array>, sha256: string, what: string): unknown {
  const content = blobs.get(sha256)
  if (!content) throw new BundleError('missing', `${what} (blobs/${sha256}) is missing from it`)
  return parseForeignJson(Buffer.from(content).toString('utf8'), what, longestBlob)
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
const wrong = (message: string) => new BundleError('content', message)
