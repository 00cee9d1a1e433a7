import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../shared/contract/catalog.ts'
import { toManifestChanges, toPackageShare } from '../../shared/manifest-changes.ts'

const digest = (letter: string) => letter.repeat(64)
const base: Manifest = {
  schema: 'countersign/manifest/1',
  model: 'credit-lr',
  version: 1,
  artefact: { kind: 'file', name: 'model.onnx', sha256: digest('a'), bytes: 10 },
  data: [{ snapshot: 'german@1', sha256: digest('b'), rows: 1000 }],
  code: { commit: 'c0ffee', branch: 'main', remote: null, dirty: [] },
  environment: { lockfile: { name: 'uv.lock', sha256: digest('c'), bytes: 5 }, format: 'uv', packages: [{ name: 'numpy', version: '2.0' }, { name: 'scipy', version: '1.14' }] },
  parameters: { C: '1.0' },
}

describe('what changed between two manifests', () => {
  it('is nothing where only the number differs', () => {
    expect(toManifestChanges(base, { ...base, version: 2 })).toEqual([])
  })

  it('stands in the lane of what changed, with both states', () => {
    const after: Manifest = {
      ...base,
      artefact: { ...base.artefact!, sha256: digest('d') } as Manifest['artefact'],
      data: [{ snapshot: 'german@2', sha256: digest('e'), rows: 1200 }, { snapshot: 'extra@1', sha256: digest('f'), rows: 3 }],
      code: { ...base.code!, commit: 'decade', dirty: [{ path: 'train.py', state: 'modified', sha256: digest('1') }] },
      environment: { ...base.environment!, packages: [{ name: 'numpy', version: '2.1' }, { name: 'scipy', version: '1.14' }] },
      parameters: { C: '0.5', l1: '0.1' },
    }
    expect(toManifestChanges(base, after).map(({ lane, what, before, after: now }) => [lane, what, before, now])).toEqual([
      ['data', 'extra', null, 'extra@1, 3 rows, ffffffffffff…'],
      ['data', 'german', 'german@1, 1000 rows, bbbbbbbbbbbb…', 'german@2, 1200 rows, eeeeeeeeeeee…'],
      ['model', 'artefact', 'model.onnx, aaaaaaaaaaaa…', 'model.onnx, dddddddddddd…'],
      ['model', 'parameter C', '1.0', '0.5'],
      ['model', 'parameter l1', null, '0.1'],
      ['code', 'commit', 'c0ffee', 'decade'],
      ['code', 'file train.py', null, 'modified, 111111111111…'],
      ['code', 'package numpy', '2.0', '2.1'],
    ])
    expect(toPackageShare(base, after)).toEqual({ share: 0.5, changed: 1, of: 2 })
  })

  it('tells no share of packages where an environment is not recorded', () => {
    expect(toPackageShare(base, { ...base, environment: null })).toBeNull()
  })
})
