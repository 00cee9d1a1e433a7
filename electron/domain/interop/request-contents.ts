import { manifest as manifestSchema, type Manifest } from '../../../shared/contract/catalog.ts'
import { parseRef } from '../../../shared/ids.ts'
import { findTransition } from '../../../shared/review-machine.ts'
import { BundleError, type OpenedBundle } from '../../tlog/bundle.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Body } from '../ledger/folds.ts'
import { wrong, type Contents, type Found } from './contents.ts'
import { digestOf, jsonOf, readEvidence, type Blobs } from './evidence-contents.ts'
import { readRuns } from './run-contents.ts'

/** What the newest revision froze when it was submitted. */
export type Frozen = NonNullable<Body<'review.moved/v1'>['bundle']>

export interface RequestContents {
  review: Found<'review.opened/v1'>
  /** The submission that everything signed speaks of. */
  submitted: { seq: number; revision: number; frozen: Frozen }
  version: Found<'version.registered/v1'>
  useCase: Found<'use-case.registered/v1'>
}

/** Everything that the request names is there, and each digest is that of what it names. Throws BundleError. */
export function readRequest({ head, blobs }: OpenedBundle, contents: Contents): RequestContents {
  if (head.reviewLedger !== head.ledger || head.review !== `R-${head.entry}`) throw wrong('its list of contents names another request than it holds')
  const review = contents.at('review.opened/v1', head.entry)
  refuseOtherReviews(contents, head.review)
  const submitted = readSubmission(contents, review)
  const { frozen } = submitted
  const { name, number } = parseRef(review.body.version)
  const version = contents.all('version.registered/v1').find((one) => one.body.model === name && one.body.number === number)
  const model = contents.all('model.registered/v1').find((one) => one.body.name === name)
  if (!version || !model) throw wrong(`the entries of ${review.body.version} and its model are missing from it`)
  if (version.body.manifestHash !== frozen.manifestHash) throw wrong(`the request speaks of another manifest than the one of ${review.body.version}`)
  if (model.body.useCase !== review.body.useCase) throw wrong(`the request speaks of another use case than the one of ${name}`)
  const useCase = contents.at('use-case.registered/v1', Number(review.body.useCase.slice(2)))
  if (contents.all('use-case.assessed/v1').some((one) => one.body.useCase !== review.body.useCase)) throw wrong('it assesses another use case than the one of the request')
  const stray = contents.all('waiver.proposed/v1').find(({ body }) => body.version !== review.body.version)
  if (stray) throw wrong(`it holds a waiver for another version than the one of the request (W-${stray.seq})`)
  checkPolicy(contents, frozen.policy)
  const manifest = readManifest(blobs, frozen.manifestHash, name, number)
  const before = submitted.seq
  const rests = [...readEvidence({ blobs, contents, useCase, version: review.body.version, frozen, before }), ...readRuns({ blobs, contents, version, manifest, frozen, before })]
  if (digestOf(toCanonical(frozen.evidence)) !== frozen.evidenceHash) throw wrong('the digest of the evidence does not belong to the evidence that it lists')
  const named = new Set([frozen.manifestHash, ...rests])
  for (const sha256 of blobs.keys()) if (!named.has(sha256)) throw new BundleError('unlisted', `it holds a file that the request does not name: blobs/${sha256}`)
  return { review, submitted, version, useCase }
}

/** A bundle is about one request: nothing of another one comes with it. */
function refuseOtherReviews(contents: Contents, id: string): void {
  const others = [
    ...contents.all('review.opened/v1').filter(({ seq }) => `R-${seq}` !== id),
    ...contents.all('review.moved/v1').filter(({ body }) => body.review !== id),
    ...contents.all('condition.opened/v1').filter(({ body }) => body.review !== id),
    ...contents.all('decision/v1').filter(({ body }) => body.review !== id),
    ...contents.all('import/v1').filter(({ body }) => !('answer' in body) || body.answer.review !== id),
  ]
  const [first] = others
  if (first) throw wrong(`it holds an entry of a second request (entry ${first.seq}, ${first.kind})`)
}

/** The moves from the draft on, each possible where the one before it led; what the last submission froze. */
function readSubmission(contents: Contents, review: Found<'review.opened/v1'>): RequestContents['submitted'] {
  let [state, revision]: [Body<'review.moved/v1'>['from'], number] = ['draft', 1]
  let submitted: RequestContents['submitted'] | null = null
  for (const { seq, body } of contents.all('review.moved/v1')) {
    const next = body.to === 'draft' ? revision + 1 : revision
    const frozen = body.bundle ?? null
    const follows = seq > review.seq && body.from === state && body.revision === next && findTransition(body.from, body.to) !== undefined && (body.to === 'submitted') === (frozen !== null)
    if (!follows) throw wrong(`the move of entry ${seq} does not follow from the ones before it, so one is missing or was made up`)
    if (frozen) submitted = { seq, revision, frozen }
    if (body.to === 'draft') submitted = null
    ;[state, revision] = [body.to, next]
  }
  if (!submitted) throw wrong('its request is not submitted, so it does not say what is to be signed')
  return submitted
}

function checkPolicy(contents: Contents, wanted: Frozen['policy']): void {
  const confirmed = contents.all('policy.confirmed/v1').map(({ body }) => body.proposal)
  const inForce = [...contents.all('policy.adopted/v1'), ...contents.all('policy.proposed/v1').filter(({ seq }) => confirmed.includes(`P-${seq}`))]
  const adopted = inForce.find(({ body }) => body.policy.id === wanted.id && body.policy.version === wanted.version)
  if (!adopted) throw wrong(`the policy ${wanted.id} ${wanted.version}, under which it is to be signed, is missing from it`)
  if (adopted.body.sha256 !== wanted.sha256 || digestOf(toCanonical(adopted.body.policy)) !== wanted.sha256) throw wrong(`the policy ${wanted.id} ${wanted.version} is not the one whose digest the request names`)
}

function readManifest(blobs: Blobs, sha256: string, name: string, number: number): Manifest {
  const manifest = manifestSchema.safeParse(jsonOf(blobs, sha256, 'the manifest')).data
  if (!manifest) throw wrong('the manifest does not have the form of one')
  if (manifest.model !== name || manifest.version !== number) throw wrong(`the manifest is the one of ${manifest.model}@${manifest.version}`)
  return manifest
}
