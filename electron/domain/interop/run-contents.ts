import type { Manifest } from '../../../shared/contract/catalog.ts'
import { runDescription, type RunDescription } from '../../../shared/contract/runs.ts'
import { BundleError } from '../../tlog/bundle.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { whyNotFollowing } from '../experiments/service.ts'
import { wrong, type Contents, type Found } from './contents.ts'
import { jsonOf, rerunPrefix, type Blobs } from './evidence-contents.ts'
import type { Frozen } from './request-contents.ts'

type Item = Frozen['evidence'][number]
type Seal = Found<'run.sealed/v1'>
type Result = Found<'run.reproduction/v1'>

export interface RunGround {
  blobs: Blobs
  contents: Contents
  /** Of the version: what its registration and its manifest say. */
  version: Found<'version.registered/v1'>
  manifest: Manifest
  frozen: Frozen
  /** The submission. */
  before: number
}

/** The run that a version came from and its independent reruns are what entries and sealed descriptions say, each verdict computed again; the files, by digest. Throws BundleError. */
export function readRuns(ground: RunGround): string[] {
  const { contents, frozen } = ground
  const items = frozen.evidence.filter(({ id }) => id.startsWith(rerunPrefix))
  const from = checkProvenance(ground)
  const known = [...(from === null ? [] : [from]), ...items.map(({ id }) => id.slice(rerunPrefix.length))]
  const stray = runEntries(contents).find(({ body }) => !known.includes(body.run))
  if (stray) throw wrong(`it holds an entry about run ${stray.body.run} (entry ${stray.seq}), which no evidence in it names`)
  for (const run of known) checkSeals(contents, run)
  for (const item of items) checkItem(ground, from, item)
  return contents.all('run.reproduction/v1').flatMap((result) => checkResult(ground, result))
}

const runEntries = (contents: Contents) => [
  ...contents.all('run.started/v1'),
  ...contents.all('run.sealed/v1'),
  ...contents.all('run.reproduction-declared/v1'),
  ...contents.all('run.reproduction/v1'),
]

/** The run of the manifest, under the seal that it names; null where the version came from none. */
function checkProvenance({ contents, manifest, version, frozen, before }: RunGround): string | null {
  const run = manifest.provenance?.run ?? null
  if (toCanonical(run) !== toCanonical(version.body.provenance?.run ?? null)) throw wrong(`the manifest and the registration of ${manifest.model}@${manifest.version} name different runs that it was made from`)
  if (run === null) return null
  // Programs before this one sent no entries of runs, and nothing to be judged by them.
  if (runEntries(contents).length === 0 && !frozen.evidence.some(({ id }) => id.startsWith(rerunPrefix))) return run.id
  const seal = sealsOf(contents, run.id, before).find(({ body }) => body.number === run.seal)
  if (seal?.body.description.sha256 !== run.description) throw wrong(`seal ${run.seal} of run ${run.id}, from which ${manifest.model}@${manifest.version} was made, is missing from it or is another one than the manifest names`)
  return run.id
}

const sealsOf = (contents: Contents, run: string, before: number): Seal[] => contents.all('run.sealed/v1').filter(({ seq, body }) => body.run === run && seq < before)

/** Nobody who began or sealed a run is left out: each seal names the one before, and only a run that was imported has no beginning. */
function checkSeals(contents: Contents, run: string): void {
  const seals = sealsOf(contents, run, Infinity)
  for (const [at, { seq, body }] of seals.entries()) {
    const follows = body.number === at + 1 && body.previous === (seals[at - 1]?.body.description.sha256 ?? null)
    if (!follows) throw wrong(`seal ${body.number} of run ${run} (entry ${seq}) does not follow the one before it, or that one is missing from it`)
  }
  const began = contents.all('run.started/v1').some(({ seq, body }) => body.run === run && seq < (seals[0]?.seq ?? 0))
  if (!began && seals.some(({ body }) => body.source !== 'import')) throw wrong(`the entry by which run ${run} began is missing from it`)
}

/** The newest result of the rerun, as the submission listed it; of a run that the version came from, repeated by others. */
function checkItem({ contents, before }: RunGround, from: string | null, { id, seq, sha256, kind, verdict }: Item): void {
  const run = id.slice(rerunPrefix.length)
  const newest = contents.all('run.reproduction/v1').findLast((one) => one.body.run === run && one.seq < before)
  if (newest?.seq !== seq) throw wrong(`${id} is listed as evidence by entry ${seq}, which is not the newest result of that rerun in it`)
  const { body } = newest
  if (body.original !== from) throw wrong(`${id} is listed as evidence, and repeats another run than the one that the version was made from`)
  if (!body.independent) throw wrong(`${id} is listed as evidence, and was repeated by somebody who had made the run`)
  const agrees = kind === 'reproduction_run' && body.result.sha256 === sha256 && verdict === (body.verdict === 'not_reproduced' ? 'fail' : 'pass')
  if (!agrees) throw wrong(`${id} is listed as evidence, and is not what entry ${seq} says of this rerun`)
}

/** Declared before it was sealed, of a seal that was there, and judged as follows from the two descriptions. */
function checkResult({ blobs, contents }: RunGround, { seq, body }: Result): string[] {
  const what = `the result of run ${body.run} (entry ${seq})`
  const declared = contents.at('run.reproduction-declared/v1', body.declared)
  const [was, is] = [sealsOf(contents, body.original, declared.seq), sealsOf(contents, body.run, seq)]
  const repeated = was.find(({ body: one }) => one.number === declared.body.number && one.description.sha256 === declared.body.description)
  const newest = is.at(-1)
  const begins = contents.all('run.started/v1').some((one) => one.body.run === body.run && one.seq === declared.seq - 1)
  if (!begins || declared.body.run !== body.run || declared.body.original !== body.original) throw wrong(`the terms of entry ${declared.seq}, by which ${what} is judged, are not those that this rerun began with`)
  if (repeated?.body.status !== 'finished') throw wrong(`${what} is about a run that was not sealed so, as finished, when its terms were declared`)
  if (newest?.seq !== seq - 1 || newest.body.number !== body.number || newest.body.description.sha256 !== body.description) throw wrong(`${what} does not judge the seal of the entry before it`)
  if (!blobs.has(body.result.sha256)) throw new BundleError('missing', `the comparison of ${what} (blobs/${body.result.sha256}) is missing from it`)
  const [original, rerun] = [readDescription(blobs, repeated), readDescription(blobs, newest)]
  const people = { original: peopleOf(contents, original, seq), repeated: peopleOf(contents, rerun, seq) }
  const why = whyNotFollowing(body, { declared: { ...declared.body, seq: declared.seq }, sealed: { number: body.number, sha256: body.description }, original, repeated: rerun, people })
  if (why !== null) throw wrong(`${what} is refuted by what is sealed: ${why}`)
  return [body.originalDescription, body.description, body.result.sha256]
}

function readDescription(blobs: Blobs, { body }: Seal): RunDescription {
  const what = `the sealed description of run ${body.run}`
  const about = runDescription.safeParse(jsonOf(blobs, body.description.sha256, what)).data
  if (!about) throw wrong(`${what} does not have the form of one`)
  if (about.run !== body.run || about.status !== body.status) throw wrong(`${what} and the entry of its seal do not say the same`)
  return about
}

/** Whoever began or sealed the run before an entry, and whoever its description names. */
function peopleOf(contents: Contents, { run, person }: RunDescription, before: number): string[] {
  const acts = [...contents.all('run.started/v1'), ...contents.all('run.sealed/v1')].filter((one) => one.body.run === run && one.seq < before)
  return [...new Set([person, ...acts.map(({ actor }) => actor)])]
}
