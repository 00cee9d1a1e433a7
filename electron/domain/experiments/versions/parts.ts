import type { Manifest, Provenance, Snapshot } from '../../../../shared/contract/catalog.ts'
import type { MissingPart } from '../../../../shared/contract/run-versions.ts'
import { datasetRole, type RunDataset, type RunDescription } from '../../../../shared/contract/runs.ts'
import { plural } from '../../../../shared/counts.ts'

type Data = Manifest['data']

/** Data of a run as a manifest names it: what is registered, also under another name but with the same bytes, and the rest. */
export function toData(datasets: readonly RunDataset[], snapshots: readonly Pick<Snapshot, 'ref' | 'sha256' | 'rows'>[]): { data: Data; unregistered: Provenance['unregisteredData'] } {
  const named = new Map<string, { snapshot: Pick<Snapshot, 'ref' | 'sha256' | 'rows'>; roles: Set<RunDataset['role']> }>()
  const unregistered: Provenance['unregisteredData'] = []
  for (const { name, role, snapshot: ref, sha256 } of datasets) {
    const found = snapshots.find((one) => one.ref === ref) ?? snapshots.find((one) => one.sha256 === sha256)
    if (!found) unregistered.push({ name, role, sha256 })
    else named.set(found.ref, { snapshot: found, roles: (named.get(found.ref)?.roles ?? new Set()).add(role) })
  }
  const data = [...named.values()].map(({ snapshot: { ref, sha256, rows }, roles }) => ({ snapshot: ref, sha256, rows, roles: datasetRole.options.filter((role) => roles.has(role)) }))
  return { data, unregistered }
}

const frameworks: Record<string, string | undefined> = { sklearn: 'scikit-learn', scikit_learn: 'scikit-learn', torch: 'pytorch', tf: 'tensorflow' }
const distributions: Record<string, string | undefined> = { pytorch: 'torch' }

/** By a parameter or tag that names it, or by the class that MLflow's autologging tagged; with its version where that is told or locked. */
export function findFramework({ parameters, tags, environment }: Pick<RunDescription, 'parameters' | 'tags'> & Pick<Manifest, 'environment'>): string | null {
  const said = tags['framework'] ?? parameters['framework'] ?? tags['estimator_class']?.split('.')[0]
  if (said === undefined || said.trim() === '') return null
  const name = frameworks[said.trim().toLowerCase()] ?? said.trim()
  const version = tags['framework_version'] ?? parameters['framework_version'] ?? environment?.packages.find((one) => one.name === (distributions[name] ?? name))?.version
  return version === undefined || /\s/.test(name) ? name : `${name} ${version}`
}

const seedNames = /(^|[^a-z])(random_?state|random_?seed|seed|rng_?seed|np_?seed|torch_?seed)$/i

/** What parameters and tags say of it: one value, or each with its name where they differ. */
export function findSeed({ parameters, tags }: Pick<RunDescription, 'parameters' | 'tags'>): string | null {
  const said = [...Object.entries(parameters), ...Object.entries(tags)].filter(([name, value]) => seedNames.test(name) && value !== '' && value !== 'None')
  const values = [...new Set(said.map(([, value]) => value))]
  if (values.length <= 1) return values[0] ?? null
  return said.map(([name, value]) => `${name}=${value}`).join(', ')
}

export interface Gathered extends Pick<Manifest, 'artefact' | 'data' | 'code' | 'environment' | 'parameters'> {
  unregistered: Provenance['unregisteredData']
  framework: string | null
  seed: string | null
  /** Files of the run that could be the artefact. */
  choices: number
  /** Where a registered model says that its files are, although they are not in the workspace. */
  elsewhere: string | null
  /** A commit that an MLflow client tagged: it does not say what was changed beside it. */
  taggedCommit: string | null
}

/** Each part that the record does not give, why, and what to do: in the order of the form. */
export function findMissing(parts: Gathered): MissingPart[] {
  const { code, environment, parameters, framework, seed, taggedCommit } = parts
  const missing: (MissingPart | false)[] = [
    parts.artefact === null && missingArtefact(parts),
    ...missingData(parts),
    code === null &&
      (taggedCommit === null
        ? { part: 'code', why: 'The run does not say from which commit it was run.', next: 'Name the repository as it was then; next time begin the run with --code.' }
        : { part: 'code', why: `The client tagged commit ${taggedCommit.slice(0, 12)}, and not what was changed beside it.`, next: 'Check that commit out and name the repository.' }),
    code !== null && code.dirty.length > 0 && { part: 'code', why: `${plural(code.dirty.length, 'file')} differed from the commit: the commit alone does not give this code.`, next: 'Commit them and run it again, or register it as it is: their digests are in the manifest.' },
    environment === null && { part: 'environment', why: 'The run names no lock file, and none is among its files.', next: 'Name the lock file of the environment that it ran in.' },
    Object.keys(parameters).length === 0 && { part: 'parameters', why: 'None was logged.', next: 'Add the ones that were used.' },
    framework === null && { part: 'framework', why: 'No parameter, tag or model file says what it was trained with.', next: 'Name it with its version.' },
    seed === null && { part: 'seed', why: 'No parameter or tag says the random seed.', next: 'Add it, if anything in training is random: without it nobody gets the same model again.' },
  ]
  return missing.filter((one) => one !== false)
}

function missingArtefact({ choices, elsewhere }: Gathered): MissingPart {
  if (elsewhere !== null) return { part: 'artefact', why: `Its files are at ${elsewhere.slice(0, 200)}, outside of this workspace.`, next: 'Choose the model file or folder on this computer.' }
  if (choices === 0) return { part: 'artefact', why: 'No file was added to the run.', next: 'Choose the model file or folder on this computer.' }
  return { part: 'artefact', why: `The run has ${plural(choices, 'file or folder', 'files and folders')}, and it is not clear which of them is the model.`, next: 'Choose one of them, or a file on this computer.' }
}

function missingData({ data, unregistered }: Gathered): MissingPart[] {
  const unknown = unregistered.map(({ name, role, sha256 }): MissingPart => ({
    part: 'data',
    why: sha256 === null ? `“${name}” (${role}) is known by a client's digest of a sample only, which says nothing of the file.` : `“${name}” (${role}) is known by its SHA-256, ${sha256.slice(0, 12)}…, and is not registered.`,
    next: 'Register the file as a snapshot under Datasets, then name it.',
  }))
  const roles = new Set([...data.flatMap((one) => one.roles ?? []), ...unregistered.map(({ role }) => role)])
  const absent = (['train', 'test'] as const).filter((role) => !roles.has(role))
  if (data.length + unregistered.length === 0) return [{ part: 'data', why: 'The run names no data.', next: 'Name the snapshots that it was trained and tested on.' }]
  const words = { train: 'it was trained', test: 'it was tested' }
  return [...unknown, ...absent.map((role): MissingPart => ({ part: 'data', why: `The run does not say on what ${words[role]}.`, next: 'Name the snapshot, registering it first where it is new.' }))]
}
