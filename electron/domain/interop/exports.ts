import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { ExportedBundle } from '../../../shared/contract/interop.ts'
import { answerableAct, type Review } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { reviewStates } from '../../../shared/states.ts'
import { refuseOtherFile, writeWhile } from '../../platform/output-file.ts'
import { archiveLimits, createArchive } from '../../tlog/archive.ts'
import { bundlePaths, toBundleText, type BundleHead } from '../../tlog/bundle.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import { carryReproduction, carryRun, type Carried } from '../experiments/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { actStates } from '../reviews/service.ts'
import { parseBundle } from './bundle-file.ts'
import { rerunPrefix } from './evidence-contents.ts'
import { lookInto } from './foreign.ts'
import { answersTo, knownRequest } from './requests.ts'
import { closeOverPeople } from './rules.ts'
import type { ExportInput, Interop, InteropOptions } from './service.ts'
import { readExportedSizes, type AnswerRow } from './store.ts'

/** What a bundle is about, before it is a file. */
interface Contents {
  head: Pick<BundleHead, 'bundle' | 'review' | 'reviewLedger' | 'entry'>
  seqs: number[]
  blobs: string[]
  /** Sizes of this ledger that the receiver may have seen. */
  seen: number[]
  /** Registered data that it speaks of, by digest. */
  snapshots: { snapshot: string; sha256: string }[]
}

/** Proofs from as many earlier states as receivers are likely to have seen. */
const provedSizes = 16

export function createExports(options: InteropOptions): Pick<Interop, 'export'> {
  const { ledger } = options
  return {
    export(actor, input) {
      if (ledger.readOnly) throw new AppError('READ_ONLY', ledger.readOnly.reason)
      const out = resolve(input.out)
      refuseOtherFile(out, (beginning) => beginning.startsWith('PK\u0003\u0004'), 'a bundle')
      const ahead = input.seen.find((size) => size > ledger.tip().size)
      if (ahead !== undefined) throw new AppError('BAD_INPUT', `The ledger has ${ledger.tip().size} entries; there is no state of it with ${ahead}. Nothing was written.`)
      const contents = input.record.startsWith('F-') ? gatherAnswer(options, input) : gatherRequest(options, input)
      const { files, asOf } = toFiles(options, contents, actor)
      const content = createArchive(files)
      if (content.byteLength > archiveLimits.archiveBytes) throw new AppError('BAD_INPUT', `The bundle would have ${content.byteLength} bytes; at most ${archiveLimits.archiveBytes} are allowed. Nothing was written.`)
      refuseUncheckable(options, input.record, content)
      const file = { name: basename(out), sha256: createHash('sha256').update(content).digest('hex'), bytes: content.byteLength }
      const snapshots = contents.snapshots.map((one) => ({ ...one, content: contents.blobs.includes(one.sha256) }))
      const body = { bundle: contents.head.bundle, record: input.record, asOf: { size: asOf.size, root: asOf.root.toString('base64') }, checkpoint: asOf.checkpoint, file, snapshots }
      const [entry] = writeWhile(out, content, () => ledger.append(actor, () => ({ kind: 'bundle.exported/v1', body })))
      return toExported(ledger, out, body, files.size, entry!.seq)
    },
  }
}

/** What the other side would refuse does not go out: it is read here first, as it would be read there. */
function refuseUncheckable({ openForeign }: InteropOptions, record: string, content: Uint8Array): void {
  const why = findUncheckable(openForeign, record, content)
  if (why !== null) throw new AppError('CONFLICT', `${record} can not go out in a bundle, because the other side could not check it. ${why} Have it signed in this workspace, or take out what can not travel and submit it again. Nothing was written.`)
}

function findUncheckable(openForeign: InteropOptions['openForeign'], record: string, content: Uint8Array): string | null {
  try {
    const bundle = parseBundle('The bundle', content)
    return bundle.request ? lookInto(openForeign, bundle, ({ reviews }) => reviews.facts(record).changed) : null
  } catch (error) {
    if (error instanceof AppError) return error.message.replace(/ Nothing was written\.$/, '')
    throw error
  }
}

function toExported(ledger: Ledger, path: string, { bundle, record, file, asOf }: { bundle: 'request' | 'answer'; record: string; file: { sha256: string; bytes: number }; asOf: { size: number } }, files: number, seq: number): ExportedBundle {
  return { path, bundle, record, sha256: file.sha256, bytes: file.bytes, files, asOfSize: asOf.size, fingerprint: fingerprintOfVkey(ledger.logVkey), seq }
}

const peopleKinds = ['person.enrolled/v1', 'key.replaced/v1', 'key.revoked/v1']
const rotationKinds = ['log.key.rotated/v1']

/** Entry 0, every change of the log key, and everything about these people and whoever enrolled them. */
function identitySeqs({ ledger, seqsOf }: InteropOptions, emails: readonly string[]): number[] {
  const rotations = seqsOf(rotationKinds).map((seq) => ledger.read(seq))
  const people = closeOverPeople(seqsOf(peopleKinds).map((seq) => ledger.read(seq)), [...emails, ...rotations.map(({ actor }) => actor)])
  return [0, ...rotations.map(({ seq }) => seq), ...people.map(({ seq }) => seq)]
}

function gatherRequest(options: InteropOptions, { record, seen }: ExportInput): Contents {
  const { ledger, reviews, index } = options
  const review = reviews.get(record)
  refuseUnsendable(options, review)
  const ground = gatherGround(options, review.version)
  const { conditions, waivers } = reviews.facts(record)
  const live = waivers.filter(({ seq }) => review.waivers.some(({ id }) => id === `W-${seq}`))
  const exceptions = live.flatMap(({ seq, granted, policy }) => [...policySeqs(options, policy), seq, granted!.seq])
  const seqs = [...ground.seqs, ...policySeqs(options, review.policy), review.seq, ...review.moves.map(({ seq }) => seq), ...review.signatures.map(({ seq }) => seq), ...conditions.map(({ seq }) => seq), ...exceptions]
  const emails = [...seqs.map((seq) => ledger.read(seq).actor), ...review.authors, review.owner, ...review.signatures.map(({ email }) => email)]
  return {
    head: { bundle: 'request', review: record, reviewLedger: ledger.origin, entry: review.seq },
    seqs: [...identitySeqs(options, emails), ...seqs],
    blobs: [review.manifestHash, ...ground.blobs],
    seen: [...seen, ...readExportedSizes(index, provedSizes)],
    snapshots: ground.snapshots,
  }
}

/** Others can sign where a signature is possible that travels, on evidence that still is what was submitted. */
function refuseUnsendable({ reviews }: InteropOptions, { id, state }: Review): void {
  if (!answerableAct.options.some((act) => actStates[act].includes(state))) {
    throw new AppError('CONFLICT', `${id} is ${reviewStates[state].word}; only an open request that waits for signatures can be signed by others. Nothing was written.`)
  }
  const { changed } = reviews.facts(id)
  if (changed !== null) throw new AppError('CONFLICT', `${id} can not be signed by others as it stands. ${changed} Nothing was written.`)
}

/** The version and all its evidence: what the submission froze, and what validation has brought since. */
function gatherGround(options: InteropOptions, ref: string): Pick<Contents, 'seqs' | 'blobs' | 'snapshots'> {
  const { catalog, evidence, documents, holdings } = options
  const version = catalog.version(ref)
  const held = holdings.recordsOf(ref)
  const idsOf = (letter: 'C' | 'N') => [...new Set(held.map(({ id }) => id).filter((id) => id.startsWith(`${letter}-`)))]
  const checks = idsOf('C').map((id) => evidence.check(id))
  const written = idsOf('N').map((id) => documents.get(id))
  const sealed = held.filter(({ id }) => id.startsWith('T-'))
  const runs = gatherRuns(options, version, held)
  const readByRuns = runs.flatMap(({ data }) => data)
  const ofRuns = catalog.datasets().flatMap(({ snapshots }) => snapshots.filter((one) => readByRuns.some(({ snapshot, sha256 }) => snapshot === one.ref || sha256 === one.sha256)).map(({ ref: name }) => name))
  const named = [...new Set([...version.manifest.data.map(({ snapshot }) => snapshot), ...sealed.map(({ subject }) => subject.ref), ...ofRuns])].map((snapshot) => catalog.snapshot(snapshot))
  return {
    snapshots: named.map(({ ref: snapshot, sha256 }) => ({ snapshot, sha256 })),
    seqs: [
      version.seq,
      catalog.model(version.model).seq,
      version.useCase.seq,
      // All of them: the tier is that of the newest, and what it lowered is told from the ones before.
      ...catalog.assessments(version.useCase.id).map(({ seq }) => seq),
      ...named.map(({ seq }) => seq),
      ...sealed.map(({ seq }) => seq),
      ...held.filter(({ kind }) => kind === 'risk_classification').map(({ seq }) => seq),
      ...checks.flatMap(({ seq, declaredSeq }) => [seq, declaredSeq]),
      ...written.flatMap(({ versions }) => versions.map(({ seq }) => seq)),
      ...runs.flatMap(({ seqs }) => seqs),
    ],
    blobs: [...runs.flatMap((one) => one.blobs), ...checks.map(({ resultSha256 }) => resultSha256), ...written.flatMap(({ sha256, content }) => [sha256, ...(content?.attachments ?? []).map((one) => one.sha256)])],
  }
}

/** The run that the version was made from by its entries, and each rerun that is evidence with all that its verdict follows from. */
function gatherRuns({ index, blobs }: InteropOptions, { manifest }: VersionDetail, held: readonly EvidenceRecord[]): Carried[] {
  const run = manifest.provenance?.run
  if (!run) return []
  const reruns = held.filter(({ kind }) => kind === 'reproduction_run').map(({ id }) => id.slice(rerunPrefix.length))
  const carried = reruns.map((one) => carryReproduction(index, one))
  const gone = reruns.find((_one, at) => carried[at]!.blobs.some((sha256) => !blobs.has(sha256)))
  if (gone !== undefined) {
    throw new AppError(
      'CONFLICT',
      `The rerun ${gone} is evidence of ${manifest.model}@${manifest.version}, and a sealed description or the comparison that its verdict follows from is not in this workspace any more, so nobody elsewhere could check it. Restore the file from a backup; or set the rerun aside and submit the request again; or have it signed in this workspace. Nothing was written.`,
    )
  }
  return [carryRun(index, run.id), ...carried]
}

/** The entry that put the policy into force, and the one that proposed it. */
function policySeqs({ policies }: InteropOptions, wanted: { id: string; version: number }): number[] {
  const { seq, proposal } = policies.get(wanted)
  return proposal === null ? [seq] : [policies.proposal(proposal).proposed.seq, seq]
}

function gatherAnswer(options: InteropOptions, { record, by, seen }: ExportInput): Contents {
  const row = knownRequest(options.index, record)
  const answer = chooseAnswer(record, answersTo(options.index, row), by)
  const asked = options.ledger.read(answer.import)
  return {
    head: { bundle: 'answer', review: row.review, reviewLedger: row.origin, entry: answer.seq },
    seqs: [...identitySeqs(options, [answer.email, asked.actor]), asked.seq, answer.seq],
    blobs: [],
    seen: [...seen, ...readExportedSizes(options.index, provedSizes)],
    snapshots: [],
  }
}

/** One file carries one signature, so that each is counted or refused on its own. */
function chooseAnswer(record: string, answers: readonly AnswerRow[], by: string | undefined): AnswerRow {
  const mine = by === undefined ? answers : answers.filter(({ email }) => email === by)
  const [only] = mine
  if (only && mine.length === 1) return only
  const signers = answers.map(({ email }) => email).join(', ')
  if (answers.length === 0) throw new AppError('CONFLICT', `Nobody has signed ${record} here yet, so there is no answer to send. Sign it first.`)
  throw new AppError('BAD_INPUT', by === undefined ? `${answers.length} people have signed ${record}: ${signers}. Say whose answer goes out (--by EMAIL); each has a file of its own.` : `${by} has not signed ${record}. Signed have: ${signers}.`)
}

interface AsOf {
  size: number
  root: Buffer
  checkpoint: string
}

function toFiles(options: InteropOptions, { head, seqs, blobs, seen }: Contents, actor: string): { files: Map<string, Uint8Array>; asOf: AsOf } {
  const { ledger, clock } = options
  const { texts, asOf } = proveAll(ledger, [...new Set(seqs)], [...new Set(seen)])
  const content = new Map<string, Uint8Array>([...texts].map(([path, text]) => [path, Buffer.from(text)]))
  for (const sha256 of new Set(blobs)) content.set(bundlePaths.blob(sha256), options.blobs.read(sha256))
  const whole: BundleHead = { ...head, ledger: ledger.origin, exportedAt: clock.now().toISOString(), exportedBy: actor }
  const note = ledger.signBundle(toBundleText(whole, content))
  const sorted = [...content].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { files: new Map([[bundlePaths.note, Buffer.from(note)], ...sorted]), asOf }
}

/** All proofs are over one checkpoint; where another process appends meanwhile, they are made again. */
function proveAll(ledger: Ledger, seqs: readonly number[], seen: readonly number[]): { texts: Map<string, string>; asOf: AsOf } {
  for (let attempt = 0; attempt < 10; attempt++) {
    const asOf = ledger.tip()
    const texts = new Map([
      [bundlePaths.checkpoint, asOf.checkpoint],
      [bundlePaths.logVkey, `${ledger.logVkey}\n`],
    ])
    for (const seq of seqs) texts.set(bundlePaths.entry(seq), ledger.read(seq).leaf).set(bundlePaths.proof(seq), ledger.inclusionFile(seq))
    for (const old of seen) if (old < asOf.size) texts.set(bundlePaths.consistency(old), ledger.consistencyFile(old))
    if (ledger.tip().checkpoint === asOf.checkpoint) return { texts, asOf }
  }
  throw new AppError('BUSY', 'Another program keeps adding entries, so no bundle could be made over one state of the ledger. Try again in a moment.')
}
