import type { Manifest } from './contract/catalog.ts'

/** Changing anything changes everything: what a version is made of, in three lanes. */
export const lanes = ['data', 'model', 'code'] as const
export type Lane = (typeof lanes)[number]

export interface LaneChange {
  lane: Lane
  what: string
  /** Null where it was not there. */
  before: string | null
  after: string | null
}

/** Every part that differs between two manifests, in the order of the lanes; empty where they are the same but for their numbers. */
export function toManifestChanges(before: Manifest, after: Manifest): LaneChange[] {
  return [...dataChanges(before, after), ...modelChanges(before, after), ...codeChanges(before, after)]
}

/** Share of the packages of either environment that differ; null where one of them names none. */
export function toPackageShare(before: Manifest, after: Manifest): { share: number; changed: number; of: number } | null {
  if (!before.environment || !after.environment) return null
  const [old, now] = [toVersions(before), toVersions(after)]
  const names = [...new Set([...old.keys(), ...now.keys()])]
  if (names.length === 0) return null
  const changed = names.filter((name) => old.get(name) !== now.get(name)).length
  return { share: changed / names.length, changed, of: names.length }
}

const toVersions = ({ environment }: Manifest) => new Map((environment?.packages ?? []).map(({ name, version }) => [name, version]))
const short = (sha256: string) => `${sha256.slice(0, 12)}…`

function differing<T>(lane: Lane, before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, show: (value: T) => string): LaneChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return names.flatMap((what) => {
    const [old, now] = [before.get(what), after.get(what)].map((value) => (value === undefined ? null : show(value)))
    return old === now ? [] : [{ lane, what, before: old ?? null, after: now ?? null }]
  })
}

function dataChanges(before: Manifest, after: Manifest): LaneChange[] {
  const bySet = ({ data }: Manifest) => new Map(data.map((one) => [one.snapshot.slice(0, one.snapshot.lastIndexOf('@')), one]))
  return differing('data', bySet(before), bySet(after), ({ snapshot, sha256, rows }) => `${snapshot}, ${rows} rows, ${short(sha256)}`)
}

function modelChanges(before: Manifest, after: Manifest): LaneChange[] {
  const artefact = ({ artefact: one }: Manifest) => new Map(one ? [['artefact', `${one.name}, ${short(one.sha256)}`]] : [])
  const parameters = (manifest: Manifest) => new Map(Object.entries(manifest.parameters).map(([name, value]) => [`parameter ${name}`, value]))
  const same = (value: string) => value
  return [...differing('model', artefact(before), artefact(after), same), ...differing('model', parameters(before), parameters(after), same)]
}

function codeChanges(before: Manifest, after: Manifest): LaneChange[] {
  const commit = ({ code }: Manifest) =>
    new Map(code ? [['commit', code.commit], ...code.dirty.map(({ path, state, sha256 }): [string, string] => [`file ${path}`, `${state}${sha256 === null ? '' : `, ${short(sha256)}`}`])] : ([] as [string, string][]))
  const packages = (manifest: Manifest) => new Map([...toVersions(manifest)].map(([name, version]) => [`package ${name}`, version]))
  const same = (value: string) => value
  return [...differing('code', commit(before), commit(after), same), ...differing('code', packages(before), packages(after), same)]
}
