import type { Manifest, Snapshot } from '../../../shared/contract/catalog.ts'
import { plural } from '../../../shared/counts.ts'
import type { RunDescription } from '../../../shared/contract/runs.ts'
import { short, type Drawing } from './drawing.ts'

const plain = { ref: null, seq: null, state: null, stage: 'inputs' as const }

export const snapshotNode = (drawing: Drawing, { ref, sha256, rows, seq, rights, fileName }: Snapshot): string => {
  const id = drawing.node({ id: `data:${ref}`, kind: 'data', stage: 'inputs', name: ref, note: `${fileName}, ${plural(rows, 'row')}`, digest: sha256, seq, ref, state: null })
  if (rights.source === undefined) drawing.gap(id, `${ref}: nobody said where the file comes from`)
  return id
}

/** A file that somebody used and nobody registered: known by its bytes. */
export function fileNode(drawing: Drawing, name: string, sha256: string): string {
  const id = drawing.node({ ...plain, id: `data:${sha256}`, kind: 'data', name, note: `file ${short(sha256)}…`, digest: sha256, state: { tone: 'caution', word: 'not registered' } })
  drawing.gap(id, `${name}: no registered snapshot has these bytes`)
  return id
}

/** Data of which only a client's word is known. */
export function namedDataNode(drawing: Drawing, { name, digest, source }: Pick<RunDescription['datasets'][number], 'name' | 'digest' | 'source'>): string {
  const id = drawing.node({ ...plain, id: `data:name:${name}:${digest}`, kind: 'data', name, note: digest === '' ? source.slice(0, 80) : `client’s digest ${digest}`, digest: null, state: { tone: 'void', word: 'by name only' } })
  drawing.gap(id, `${name}: the file was never hashed; the client’s digest is of a sample`)
  return id
}

type Code = NonNullable<Manifest['code']> | NonNullable<RunDescription['code']>

export function codeNode(drawing: Drawing, { commit, remote, dirty }: Code): string {
  const name = remote?.replace(/^.*[/:]([^/]+?)(\.git)?\/?$/, '$1') ?? 'repository'
  const changed = dirty.length > 0
  const id = drawing.node({ ...plain, id: `code:${commit}${changed ? `:${dirty.map(({ path, sha256 }) => `${path}=${sha256 ?? ''}`).join(',')}` : ''}`, kind: 'code', name: `${name} ${commit.slice(0, 9)}`, note: changed ? `${plural(dirty.length, 'changed file')}` : 'as committed', digest: commit, state: changed ? { tone: 'caution', word: 'changed' } : null })
  return id
}

/** A commit that a client wrote into a tag: nobody looked at the repository. */
export const namedCodeNode = (drawing: Drawing, commit: string, repository: string | undefined): string =>
  drawing.node({ ...plain, id: `code:name:${commit}`, kind: 'code', name: `commit ${commit.slice(0, 9)}`, note: repository?.slice(0, 80) ?? 'as the client says', digest: null, state: { tone: 'void', word: 'by name only' } })

type Environment = NonNullable<Manifest['environment']> | NonNullable<RunDescription['environment']>

export const environmentNode = (drawing: Drawing, { lockfile, packages }: Environment): string =>
  drawing.node({ ...plain, id: `environment:${lockfile.sha256}`, kind: 'environment', name: lockfile.name, note: plural(packages.length, 'package'), digest: lockfile.sha256 })
