import { createHash } from 'node:crypto'
import { sealedDocument } from '../../../shared/contract/documents.ts'
import { checkResult } from '../../../shared/contract/evidence.ts'
import { BundleError, parseForeignJson } from '../../tlog/bundle.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { toStatedTierHash } from '../evidence/service.ts'
import { wrong, type Contents, type Found } from './contents.ts'
import type { Frozen } from './request-contents.ts'

export type Blobs = ReadonlyMap<string, Uint8Array>
type Item = Frozen['evidence'][number]

/** How the id of evidence that a rerun is begins; the id of the run follows. */
export const rerunPrefix = 'run '

interface Ground {
  blobs: Blobs
  contents: Contents
  version: string
  useCase: Found<'use-case.registered/v1'>
  frozen: Frozen
  /** The submission; what it froze came earlier. */
  before: number
}

/** Everything that the frozen evidence names is there and is what it says; the files that it rests on, by digest. Reruns are read by `readRuns`. Throws BundleError. */
export function readEvidence(ground: Ground): string[] {
  const late = ground.frozen.evidence.find(({ seq }) => seq >= ground.before)
  if (late) throw wrong(`${late.id} is younger than the submission that lists it as evidence`)
  const documents = readDocuments(ground)
  for (const item of ground.frozen.evidence) {
    if (item.id.startsWith('C-')) checkCheck(ground, item)
    else if (item.id.startsWith('N-')) checkDocument(documents, item)
    else if (item.id.startsWith('U-')) checkTier(ground, item)
    else if (item.id.startsWith('T-')) checkSeal(ground, item)
    else if (!item.id.startsWith(rerunPrefix)) throw wrong(`it lists ${item.id} (${item.kind}) as evidence, which this program can not check`)
  }
  const results = ground.frozen.evidence.filter(({ id }) => id.startsWith('C-')).map(({ sha256 }) => sha256)
  return [...results, ...[...documents.values()].flatMap(({ body }) => [body.content.sha256, ...body.attachments.map(({ sha256 }) => sha256)])]
}

function checkCheck({ blobs, contents, version, frozen }: Ground, item: Item): void {
  const check = contents.at('check.completed/v1', item.seq)
  const declared = contents.at('check.declared/v1', check.body.declaration)
  const result = checkResult.safeParse(jsonOf(blobs, item.sha256, `the result of ${item.id}`)).data
  if (!result) throw wrong(`the result of ${item.id} does not have the form of one`)
  const agrees =
    item.id === `C-${item.seq}` &&
    declared.seq < check.seq &&
    check.body.version === version &&
    declared.body.version === version &&
    declared.body.manifestHash === frozen.manifestHash &&
    check.body.result.sha256 === item.sha256 &&
    check.body.verdict === item.verdict &&
    result.verdict === item.verdict &&
    toCanonical(result.settings) === toCanonical(declared.body.settings) &&
    toCanonical(result.inputs) === toCanonical(declared.body.inputs)
  if (!agrees) throw wrong(`the check ${item.id}, its declaration and its stored result do not say the same`)
}

type Sealed = Found<'document.sealed/v1'>

/** The newest version of each document by its name; all versions before it, which tell who wrote it, are there too. */
function readDocuments({ blobs, contents }: Ground): Map<string, Sealed> {
  const newest = new Map<string, Sealed>()
  for (const sealed of contents.all('document.sealed/v1')) {
    const { document, number, previous } = sealed.body
    const id = document ?? `N-${sealed.seq}`
    const before = newest.get(id)
    const follows = document === null ? number === 1 : before?.body.number === number - 1 && before.body.content.sha256 === previous && before.body.kind === sealed.body.kind
    if (!follows) throw wrong(`version ${number} of ${id} (entry ${sealed.seq}) does not follow the one before it, or that one is missing from it`)
    newest.set(id, sealed)
  }
  for (const [id, sealed] of newest) checkContent(blobs, id, sealed)
  return newest
}

function checkContent(blobs: Blobs, id: string, { body }: Sealed): void {
  const content = sealedDocument.safeParse(jsonOf(blobs, body.content.sha256, `the content of ${id}`)).data
  if (!content) throw wrong(`the content of ${id} does not have the form of a document`)
  const { type, ref, sha256 } = content.subject
  const agrees =
    content.kind === body.kind && content.title === body.title && type === body.subject.type && ref === body.subject.ref && sha256 === body.boundTo && toCanonical(content.attachments) === toCanonical(body.attachments)
  if (!agrees) throw wrong(`the entry of ${id} and its content do not say the same`)
  const lacking = body.attachments.find((one) => blobs.get(one.sha256)?.byteLength !== one.bytes)
  if (lacking) throw new BundleError('missing', `${lacking.name}, a file of ${id} (blobs/${lacking.sha256}), is missing from it`)
}

function checkDocument(documents: ReadonlyMap<string, Sealed>, { id, seq, sha256, kind, verdict }: Item): void {
  const sealed = documents.get(id)
  const agrees = sealed?.seq === seq && sealed.body.content.sha256 === sha256 && sealed.body.kind === kind && verdict === null
  if (!agrees) throw wrong(`${id} is listed as evidence, and is not the document that it holds under this name`)
}

/** A tier rests on an assessment, or on what was stated when the use case was registered. */
function checkTier({ contents, useCase }: Ground, item: Item): void {
  const id = `U-${useCase.seq}`
  const digest =
    item.seq === useCase.seq
      ? toStatedTierHash(id, useCase.body.tier, useCase.body.tierReasons)
      : digestOf(toCanonical(contents.at('use-case.assessed/v1', item.seq).body))
  const named = item.id === (item.seq === useCase.seq ? id : `${id}, entry ${item.seq}`)
  const about = item.seq === useCase.seq || contents.at('use-case.assessed/v1', item.seq).body.useCase === id
  if (!named || !about || digest !== item.sha256) throw wrong(`the digest of ${item.id} is not that of the tier which it stands for`)
}

/** What a sealed test set is evidence of: custody, and the log of access to it. */
const sealKinds: readonly string[] = ['split_record', 'data_access_log']

function checkSeal({ contents }: Ground, { id, seq, sha256, kind }: Item): void {
  const agrees = id === `T-${seq}` && sealKinds.includes(kind) && digestOf(toCanonical(contents.at('test-set.sealed/v1', seq).body)) === sha256
  if (!agrees) throw wrong(`the digest of ${id} is not that of the seal of a test set which it stands for`)
}

/** A manifest of a folder with a hundred thousand files has some ten million characters. */
const longestBlob = 16 * 1024 * 1024

export function jsonOf(blobs: Blobs, sha256: string, what: string): unknown {
  const content = blobs.get(sha256)
  if (!content) throw new BundleError('missing', `${what} (blobs/${sha256}) is missing from it`)
  return parseForeignJson(Buffer.from(content).toString('utf8'), what, longestBlob)
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
