import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { ExportedBundle } from '../../../shared/contract/interop.ts'
import { AppError } from '../../../shared/errors.ts'
import { refuseOtherFile, writeWhile } from '../../platform/output-file.ts'
import { archiveLimits, createArchive } from '../../tlog/archive.ts'
import { bundlePaths, toBundleText, type BundleHead } from '../../tlog/bundle.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import type { Ledger } from '../ledger/service.ts'
import { gatherDocuments, subjectsOf } from './documents.ts'
import { knownRequest } from './requests.ts'
import { closeOverPeople } from './rules.ts'
import type { ExportInput, Interop, InteropOptions } from './service.ts'
import { readAnswers, readExportedSizes, type AnswerRow } from './store.ts'

/** What a bundle is about, before it is a file. */
interface Contents {
  head: Pick<BundleHead, 'bundle' | 'review' | 'reviewLedger' | 'entry'>
  seqs: number[]
  blobs: string[]
  /** Sizes of this ledger that the receiver may have seen. */
  seen: number[]
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
      const contents = input.record.startsWith('F-') ? gatherAnswer(options, input) : gatherRequest(options, input)
      const { files, asOf } = toFiles(options, contents, actor)
      const content = createArchive(files)
      if (content.byteLength > archiveLimits.archiveBytes) throw new AppError('BAD_INPUT', `The bundle would have ${content.byteLength} bytes; at most ${archiveLimits.archiveBytes} are allowed. Nothing was written.`)
      const file = { name: basename(out), sha256: createHash('sha256').update(content).digest('hex'), bytes: content.byteLength }
      const body = { bundle: contents.head.bundle, record: input.record, asOf: { size: asOf.size, root: asOf.root.toString('base64') }, checkpoint: asOf.checkpoint, file }
      const [entry] = writeWhile(out, content, () => ledger.append(actor, () => ({ kind: 'bundle.exported/v1', body })))
      return toExported(ledger, out, body, files.size, entry!.seq)
    },
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
  const { ledger, catalog, evidence, reviews, index } = options
  const review = reviews.get(record)
  if (review.state !== 'open') throw new AppError('CONFLICT', `${record} is ${review.state}; only an open request can be signed by others. Nothing was written.`)
  const version = catalog.version(review.version)
  const checks = review.evidence.map(({ check }) => evidence.check(check))
  const policy = policySeqs(options, review.policy)
  const documents = gatherDocuments(options.documents, subjectsOf(version))
  // All of them: the tier is that of the newest, and what it lowered is told from the ones before.
  const assessments = catalog.assessments(version.useCase.id)
  const emails = [review.requestedBy, ...documents.emails, ...assessments.map(({ by }) => by), ...policy.map((seq) => ledger.read(seq).actor), ...review.authors, ...review.signatures.map(({ email }) => email)]
  return {
    head: { bundle: 'request', review: record, reviewLedger: ledger.origin, entry: review.seq },
    seqs: [
      ...identitySeqs(options, emails),
      version.seq,
      catalog.model(version.model).seq,
      version.useCase.seq,
      ...assessments.map(({ seq }) => seq),
      ...version.manifest.data.map(({ snapshot }) => catalog.snapshot(snapshot).seq),
      ...policy,
      ...checks.flatMap(({ seq, declaredSeq }) => [seq, declaredSeq]),
      ...documents.seqs,
      review.seq,
      ...review.signatures.map(({ seq }) => seq),
    ],
    blobs: [review.manifestHash, ...checks.map(({ resultSha256 }) => resultSha256), ...documents.blobs],
    seen: [...seen, ...readExportedSizes(index, provedSizes)],
  }
}

/** The entry that put the policy into force, and the one that proposed it. */
function policySeqs({ policies }: InteropOptions, wanted: { id: string; version: number }): number[] {
  const { seq, proposal } = policies.get(wanted)
  return proposal === null ? [seq] : [policies.proposal(proposal).proposed.seq, seq]
}

function gatherAnswer(options: InteropOptions, { record, by, seen }: ExportInput): Contents {
  const row = knownRequest(options.index, record)
  const answer = chooseAnswer(record, readAnswers(options.index, row.origin, row.review), by)
  const asked = options.ledger.read(answer.import)
  return {
    head: { bundle: 'answer', review: row.review, reviewLedger: row.origin, entry: answer.seq },
    seqs: [...identitySeqs(options, [answer.email, asked.actor]), asked.seq, answer.seq],
    blobs: [],
    seen: [...seen, ...readExportedSizes(options.index, provedSizes)],
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
