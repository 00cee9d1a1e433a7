import type { LineageNode } from '../../../shared/contract/lineage.ts'
import type { RunDescription } from '../../../shared/contract/runs.ts'
import { commitTag } from '../../../shared/reproduction.ts'
import type { SealedRun } from '../experiments/service.ts'
import type { Drawing } from './drawing.ts'
import { codeNode, environmentNode, fileNode, namedCodeNode, namedDataNode, snapshotNode } from './inputs.ts'
import type { Lookup } from './lookup.ts'

export const runNodeId = (id: string): string => `run:${id}`

/** The run alone. Null where the ledger knows no such run. */
export function addRunHead(drawing: Drawing, lookup: Lookup, id: string, stage: 'runs' | 'evidence' = 'runs', state: LineageNode['state'] = null): SealedRun | null {
  const run = lookup.run(id)
  if (run === null) return null
  const { name, seal, experiment } = run
  drawing.node({ id: runNodeId(id), kind: 'run', stage, name, note: `${experiment.name} · ${id.slice(0, 8)}`, digest: seal?.sha256 ?? null, seq: seal?.seq ?? run.startedSeq, ref: id, state: state ?? toState(run) })
  return run
}

/** A run with everything that went into it, and those that repeat it. Null where the ledger knows no such run. */
export function addRun(drawing: Drawing, lookup: Lookup, id: string, stage: 'runs' | 'evidence' = 'runs'): SealedRun | null {
  const node = runNodeId(id)
  const run = addRunHead(drawing, lookup, id, stage)
  if (run === null || !lookup.isFirst(id)) return run
  addReruns(drawing, lookup, id)
  const { name, seal, experiment } = run
  const question = drawing.node({ id: `experiment:${experiment.id}`, kind: 'experiment', stage: 'inputs', name: experiment.name, note: 'experiment', digest: null, seq: experiment.seq, ref: experiment.id, state: null })
  drawing.edge(question, node, { by: 'entry', says: 'the run is one of its tries', digest: null, seq: run.startedSeq ?? seal?.seq ?? null })
  if (seal === null) drawing.gap(node, `run ${name}: it is open, so nothing of it is sealed yet`)
  else if (run.description === null) drawing.gap(node, `run ${name}: ${run.why ?? 'its description can not be read'}`)
  else addInputs(drawing, lookup, node, { ...run.description, seq: seal.seq, sha256: seal.sha256 })
  return run
}

const verdicts = { reproduced: { tone: 'good', word: 'reproduced it' }, within_tolerance: { tone: 'good', word: 'within tolerance' }, not_reproduced: { tone: 'bad', word: 'not reproduced' } } as const

/** Runs that repeat it stand behind it, as evidence of what it says. */
function addReruns(drawing: Drawing, lookup: Lookup, id: string): void {
  for (const { run, seq, description, result } of lookup.rerunsOf(id)) {
    const isAside = lookup.run(run)?.discarded === true
    const again = addRunHead(drawing, lookup, run, 'evidence', isAside ? null : result && (result.independent ? verdicts[result.verdict] : { tone: 'plain', word: `${verdicts[result.verdict].word}, same people` }))
    if (again === null) continue
    const says = result === null ? 'it repeats the sealed run; its terms are declared' : 'its result names both sealed records'
    drawing.edge(runNodeId(id), runNodeId(run), { by: result === null ? 'entry' : 'digest', says, digest: result === null ? null : description, seq })
  }
}

function toState({ status, discarded, seal }: SealedRun) {
  if (discarded) return { tone: 'void' as const, word: 'set aside' }
  if (seal === null) return { tone: 'info' as const, word: 'open' }
  return status === 'failed' || status === 'killed' ? { tone: 'bad' as const, word: status } : { tone: 'good' as const, word: status }
}

type Described = RunDescription & { seq: number; sha256: string }

function addInputs(drawing: Drawing, lookup: Lookup, node: string, { name, datasets, code, environment, tags, seq, sha256 }: Described): void {
  if (datasets.length === 0) drawing.gap(node, `run ${name}: it names no data`)
  for (const dataset of datasets) {
    const proof = { seq, says: `the run read it as ${dataset.role === 'other' ? 'data' : dataset.role}` }
    if (dataset.sha256 === null) {
      drawing.edge(namedDataNode(drawing, dataset), node, { ...proof, by: 'name', digest: null })
      continue
    }
    const snapshot = lookup.snapshotOf(dataset.sha256)
    drawing.edge(snapshot ? snapshotNode(drawing, snapshot) : fileNode(drawing, dataset.name, dataset.sha256), node, { ...proof, by: 'digest', digest: dataset.sha256 })
  }
  const said = tags[commitTag]
  if (code) drawing.edge(codeNode(drawing, code), node, { by: 'digest', says: 'the sealed record names the commit', digest: sha256, seq })
  else if (said !== undefined) drawing.edge(namedCodeNode(drawing, said, tags['mlflow.source.git.repoURL']), node, { by: 'name', says: 'the client says so; nobody looked at the repository', digest: null, seq })
  else drawing.gap(node, `run ${name}: it names no code`)
  if (environment) drawing.edge(environmentNode(drawing, environment), node, { by: 'digest', says: 'the sealed record names the lock file by its SHA-256', digest: environment.lockfile.sha256, seq })
  else drawing.gap(node, `run ${name}: it names no environment`)
}

/** Digests of every file that a sealed run holds, by what holds it: the run itself or a model that it made. */
export function filesOf({ artefacts, models = [] }: RunDescription): { own: Set<string>; models: { id: string; name: string; direction: 'input' | 'output'; status: string; files: Set<string> }[] } {
  return {
    own: new Set(artefacts.map(({ sha256 }) => sha256)),
    models: models.map(({ model, name, direction, status, files }) => ({ id: model, name, direction, status, files: new Set(files.map(({ sha256 }) => sha256)) })),
  }
}
