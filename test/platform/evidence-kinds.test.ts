import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { evidenceGroup } from '../../shared/contract/evidence-kinds.ts'
import { assetFile } from '../../electron/platform/assets.ts'
import { loadEvidenceKinds } from '../../electron/platform/evidence-kinds.ts'

const kinds = [...loadEvidenceKinds().values()]

test('each kind of evidence has an id and a title of its own, and stands with its group', () => {
  expect(kinds.length).toBe(89)
  expect(new Set(kinds.map(({ title }) => title)).size).toBe(kinds.length)
  expect([...new Set(kinds.map(({ group }) => group))]).toEqual(evidenceGroup.options)
  const changes = kinds.filter(({ group }, at) => group !== kinds[at - 1]?.group)
  expect(changes.length).toBe(evidenceGroup.options.length)
})

test('titles of required fields read as people would say them, each once in a kind', () => {
  for (const { id, fields } of kinds) {
    expect(new Set(fields.map(({ title }) => title)).size, id).toBe(fields.length)
    for (const { title } of fields) expect(title, id).toMatch(/^[A-Z][^_]+$/)
  }
})

test('a date that makes a record overdue, and what settles it, are fields of the kind', () => {
  for (const { id, due, fields } of kinds.filter(({ due }) => due !== null)) {
    const names = fields.map((field) => field.id)
    expect(names, id).toEqual(expect.arrayContaining([due!.field, due!.settledBy ?? due!.field]))
  }
})

test('what a person writes and what the program makes can be told apart', () => {
  const kind = (id: string) => loadEvidenceKinds().get(id)!
  expect(kind('model_card').madeAs).toEqual(['document'])
  expect(kind('model_artifact').madeAs).toEqual(['manifest'])
  expect(kind('fairness_check').madeAs).toEqual(['check', 'document'])
  expect(kind('approval').madeAs).not.toContain('document')
  expect(kind('incident').nilOk).toBe(true)
  expect(kind('model_card').nilOk).toBe(false)
})

test('every kind that a policy or a framework of the product names exists', () => {
  const files = ['policies', 'frameworks'].filter((folder) => existsSync(assetFile(folder))).flatMap((folder) => globSync('*.yaml', { cwd: assetFile(folder) }).map((name) => join(assetFile(folder), name)))
  const named = files.filter((path) => !path.endsWith('evidence-kinds.yaml')).flatMap((path) => kindsIn(parse(readFileSync(path, 'utf8'))).map((kind) => ({ path, kind })))
  expect(named.filter(({ kind }) => !loadEvidenceKinds().has(kind))).toEqual([])
})

/** Wherever a clause stands: `{kind: …, is: […]}`. */
function kindsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'kind' in node && 'is' in node && typeof node.kind === 'string' ? [node.kind] : []
  return [...own, ...Object.values(node).flatMap(kindsIn)]
}
