import { entryBodies } from '../../../../shared/contract/index.ts'
import type { ReproductionResult } from '../../../../shared/contract/reproductions.ts'
import type { RunDescription } from '../../../../shared/contract/runs.ts'
import type { BlobStore } from '../../../platform/blobs.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Body } from '../../ledger/folds.ts'
import type { StoredEntry } from '../../ledger/service.ts'
import { parseDescription, peopleOf } from '../sealed.ts'
import { readRunRecord, readSeals } from '../store.ts'
import { whyNotFollowing } from './judging.ts'
import { whyNotReproduce } from './rules.ts'
import { readReproduction } from './store.ts'

export interface ReproductionSources {
  /** Folded up to the entry before the one that is looked at. */
  index: Index
  blobs: Pick<BlobStore, 'has' | 'read'>
}

type Why = string | null
type Kind = 'run.reproduction-declared/v1' | 'run.reproduction/v1' | 'run.sealed/v1' | 'version.registered/v1'
type Told<K extends Kind> = Body<K>
type Judges = { [K in Kind]: (sources: ReproductionSources, body: Body<K>, next: StoredEntry | undefined) => Why }

/** Holds reruns against the rules again: declared before they were sealed, judged by what was declared, and judged at each seal. Null where the entry keeps them. */
export function createReproductionCheck(sources: ReproductionSources): (entry: StoredEntry, next: StoredEntry | undefined) => Why {
  return ({ kind, body }, next) => {
    if (!Object.hasOwn(judges, kind)) return null
    // A body of another form is a finding of its own, and nothing is folded from it.
    const parsed = entryBodies[kind as Kind].safeParse(body)
    return parsed.success ? judges[kind as Kind](sources, parsed.data as never, next) : null
  }
}

function whyNotDeclared({ index }: ReproductionSources, { run, original, number, description }: Told<'run.reproduction-declared/v1'>): Why {
  const seal = readSeals(index, original).find((one) => one.number === number && one.sha256 === description)
  const refused = whyNotReproduce(original, seal)
  if (refused !== null) return `it repeats something that was not sealed so before it. ${refused}`
  if (run === original) return 'a run can not repeat itself.'
  if (readSeals(index, run).length > 0) return 'its terms were declared after the rerun was sealed.'
  return readReproduction(index, run) ? 'its terms were declared a second time.' : null
}

/** A verdict that nobody likes can not be left out either. */
function whyNotJudged({ index, blobs }: ReproductionSources, { run, number }: Told<'run.sealed/v1'>, next: StoredEntry | undefined): Why {
  const declared = readReproduction(index, run)
  if (!declared || !blobs.has(declared.description)) return null
  const result = next?.kind === 'run.reproduction/v1' ? (next.body as unknown as ReproductionResult) : null
  return result?.run === run && result.number === number ? null : 'the rerun was sealed without the comparison with its original.'
}

function whyNotResult({ index, blobs }: ReproductionSources, body: Told<'run.reproduction/v1'>): Why {
  const declared = readReproduction(index, body.run)
  const seal = readSeals(index, body.run)[0]
  if (!declared || declared.seq !== body.declared) return 'no terms were declared before it.'
  if (!seal || seal.number !== body.number || seal.sha256 !== body.description) return 'it does not judge the newest seal of the rerun.'
  const [original, repeated] = [readIfWhole(blobs, declared.description), readIfWhole(blobs, seal.sha256)]
  if (!original || !repeated) return null
  const people = { original: peopleOf(index, original.run, original.person), repeated: peopleOf(index, repeated.run, repeated.person) }
  return whyNotFollowing(body, { declared, sealed: seal, original, repeated, people })
}

/** What is missing or changed in blobs/ is a finding of its own. */
function readIfWhole(blobs: ReproductionSources['blobs'], sha256: string): RunDescription | null {
  try {
    return parseDescription(blobs.read(sha256))
  } catch {
    return null
  }
}

/** A version that names a run has to come from a seal that was there. */
function whyNotFromRun({ index }: ReproductionSources, { provenance }: Told<'version.registered/v1'>): Why {
  const run = provenance?.run
  if (!run) return null
  const seal = readSeals(index, run.id).find((one) => one.number === run.seal)
  if (!readRunRecord(index, run.id) || seal?.sha256 !== run.description) return `the version names seal ${run.seal} of run ${run.id}, which the ledger did not hold so before it.`
  return null
}

const judges: Judges = {
  'run.reproduction-declared/v1': whyNotDeclared,
  'run.sealed/v1': whyNotJudged,
  'run.reproduction/v1': whyNotResult,
  'version.registered/v1': whyNotFromRun,
}
