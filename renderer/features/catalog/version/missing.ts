import type { Manifest } from '../../../../shared/contract/catalog.ts'

export interface Gap {
  readonly part: string
  readonly meaning: string
}

/** What the manifest does not bind, in the order a reader asks for it. */
export function findGaps(manifest: Manifest): Gap[] {
  const gaps: (Gap | false)[] = [
    manifest.artefact === null && { part: 'artefact', meaning: 'no file or folder: nothing binds this version to exact bytes of a model' },
    manifest.data.length === 0 && { part: 'data', meaning: 'no snapshot: it is not recorded what the model learned from' },
    manifest.code === null && { part: 'code', meaning: 'no commit: the training code is not named' },
    manifest.code !== null && manifest.code.dirty.length > 0 && dirtyGap(manifest.code.dirty.length),
    manifest.environment === null && { part: 'environment', meaning: 'no lock file: the packages it needs are not recorded' },
    Object.keys(manifest.parameters).length === 0 && { part: 'parameters', meaning: 'none given' },
  ]
  return gaps.filter((gap) => gap !== false)
}

const dirtyGap = (files: number): Gap => ({
  part: 'code',
  meaning: `${files} ${files === 1 ? 'file was' : 'files were'} changed after the commit: the commit alone does not give this code`,
})
