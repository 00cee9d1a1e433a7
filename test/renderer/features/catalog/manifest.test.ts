import { expect, test } from 'vitest'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import { findGaps } from '../../../../renderer/features/catalog/version/missing.ts'

const empty: Manifest = { schema: 'countersign/manifest/1', model: 'm', version: 1, artefact: null, data: [], code: null, environment: null, parameters: {} }

test('every part that is missing is named, and code that was changed after its commit counts as not bound', () => {
  expect(findGaps(empty).map((gap) => gap.part)).toEqual(['artefact', 'data', 'code', 'environment', 'parameters'])
  const dirty = { commit: 'c', branch: null, remote: null, dirty: [{ path: 'a.py', state: 'modified' as const, sha256: null }] }
  expect(findGaps({ ...empty, code: dirty }).find((gap) => gap.part === 'code')?.meaning).toContain('1 file was changed after the commit')
  expect(findGaps({ ...empty, code: { ...dirty, dirty: [] } }).map((gap) => gap.part)).not.toContain('code')
})
