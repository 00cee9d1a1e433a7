import type { UseCase } from '../../../shared/contract/catalog.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import { AppError } from '../../../shared/errors.ts'
import { numberedRef, parseRef, useCaseId } from '../../../shared/ids.ts'
import type { CatalogReaders } from '../catalog/service.ts'

export interface SubjectFacts {
  subject: DocumentSubject
  /** For people: `Retail credit (U-3)`. */
  title: string
  /** Of the manifest or file; null where the subject is a name. */
  sha256: string | null
  tier: UseCase['tier'] | null
}

/** Experiments and runs come after this module: whoever composes both says what they are called. NOT_FOUND where there is none. */
export interface RunNames {
  experiment(id: string): string
  /** `sha256`: of the description that was sealed last; null while there is none. */
  run(id: string): { name: string; sha256: string | null }
}

export interface SubjectSources {
  catalog: Pick<CatalogReaders, 'useCases' | 'useCase' | 'models' | 'model' | 'versionHead' | 'datasets' | 'dataset' | 'snapshot'>
  runs: RunNames
}

/** NOT_FOUND where there is no such subject. Without a tier: the workspace, and data that no version uses yet. */
export function describeSubject({ catalog, runs }: SubjectSources, { type, ref }: DocumentSubject): SubjectFacts {
  switch (type) {
    case 'workspace':
      return { subject: { type, ref: 'workspace' }, title: 'The workspace', sha256: null, tier: null }
    case 'use_case': {
      const { id, name, tier } = catalog.useCase(ref)
      return { subject: { type, ref: id }, title: `${name} (${id})`, sha256: null, tier }
    }
    case 'model':
      return { subject: { type, ref }, title: ref, sha256: null, tier: catalog.model(ref).tier }
    case 'version': {
      const { manifestHash } = catalog.versionHead(ref)
      return { subject: { type, ref }, title: ref, sha256: manifestHash, tier: catalog.model(parseRef(ref).name).tier }
    }
    case 'snapshot':
      return { subject: { type, ref }, title: ref, sha256: catalog.snapshot(ref).sha256, tier: tierOfData(catalog, parseRef(ref).name) }
    case 'experiment':
      return { subject: { type, ref }, title: runs.experiment(ref), sha256: null, tier: null }
    case 'run': {
      const { name, sha256 } = runs.run(ref)
      return { subject: { type, ref }, title: name, sha256, tier: null }
    }
  }
}

/** Data is held to what the most demanding use of it is held to. */
function tierOfData(catalog: SubjectSources['catalog'], dataset: string): SubjectFacts['tier'] {
  const tiers = catalog.dataset(dataset).usedBy.map((ref) => catalog.model(parseRef(ref).name).tier)
  return tiers.length === 0 ? null : (Math.min(...tiers) as NonNullable<SubjectFacts['tier']>)
}

/**
 * What a person means by `U-3`, `credit-lr`, `credit-lr@3`, `german-credit@1`, `workspace` or the name of a use case; where a name could be
 * two things, with its kind before it: `snapshot:credit@1`; so are experiments and runs: `run:…`. BAD_INPUT, NOT_FOUND.
 */
export function parseSubject(sources: SubjectSources, text: string): DocumentSubject {
  const prefixed = /^(workspace|use_case|use-case|model|version|snapshot|experiment|run):(.*)$/s.exec(text)
  if (prefixed) return describeSubject(sources, { type: prefixed[1]!.replace('-', '_') as DocumentSubject['type'], ref: prefixed[2]! }).subject
  const types: readonly DocumentSubject['type'][] =
    text === 'workspace' ? ['workspace'] : useCaseId.safeParse(text).success ? ['use_case'] : numberedRef.safeParse(text).success ? ['version', 'snapshot'] : ['model', 'use_case']
  const found = types.flatMap((type) => tryDescribe(sources, { type, ref: text }))
  if (found.length === 1) return found[0]!
  if (found.length > 1) throw new AppError('BAD_INPUT', `“${text}” is a ${found.map(({ type }) => type.replace('_', ' ')).join(' and a ')}. Write ${found.map(({ type }) => `${type}:${text}`).join(' or ')}.`)
  throw new AppError('NOT_FOUND', `There is nothing called “${text}” here. A document is about a use case (U-3), a model (credit-lr), a version (credit-lr@1), a snapshot (german-credit@1) or the workspace.`)
}

function tryDescribe(sources: SubjectSources, subject: DocumentSubject): DocumentSubject[] {
  try {
    return [describeSubject(sources, subject).subject]
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return []
    throw error
  }
}

/** Everything that a document may be about, in the order of the records; notes are begun where their experiment or run is. */
export function listSubjects({ catalog }: SubjectSources): { subject: DocumentSubject; title: string }[] {
  const one = (type: DocumentSubject['type'], ref: string, title: string) => ({ subject: { type, ref }, title })
  return [
    ...catalog.useCases().map(({ id, name }) => one('use_case', id, `${name} (${id})`)),
    ...catalog.models().flatMap(({ name, versions }) => [one('model', name, name), ...versions.map(({ ref }) => one('version', ref, ref))]),
    ...catalog.datasets().flatMap(({ snapshots }) => snapshots.map(({ ref }) => one('snapshot', ref, ref))),
    one('workspace', 'workspace', 'The workspace'),
  ]
}
