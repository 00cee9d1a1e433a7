import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadArtefact } from '../../../electron/domain/catalog/artefact.ts'

let dir: string
const work = { signal: new AbortController().signal, progress: () => {} }
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'artefact-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('names a file by its digest', async () => {
  writeFileSync(join(dir, 'model.bin'), 'abc')
  expect(await loadArtefact(join(dir, 'model.bin'), work)).toEqual({
    kind: 'file',
    name: 'model.bin',
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    bytes: 3,
  })
})

it('names a folder by what sha256sum prints for its files', async () => {
  mkdirSync(join(dir, 'm', 'nested'), { recursive: true })
  writeFileSync(join(dir, 'm', 'Z.bin'), '1')
  writeFileSync(join(dir, 'm', 'a.bin'), '22')
  writeFileSync(join(dir, 'm', 'nested', 'é.bin'), '333')
  const folder = await loadArtefact(join(dir, 'm'), work)
  const printed = execFileSync('bash', ['-c', "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"], { cwd: join(dir, 'm'), encoding: 'utf8' })
  expect(folder).toMatchObject({ kind: 'folder', bytes: 6, sha256: printed.slice(0, 64) })
})

it.each([
  ['nothing there', () => join(dir, 'none'), /There is no model file or folder at/],
  ['an empty folder', () => dir, /is an empty folder/],
])('says what is wrong: %s', async (_name, path, sentence) => {
  await expect(loadArtefact(path(), work)).rejects.toThrow(sentence)
})

it('refuses a link inside a folder', async () => {
  mkdirSync(join(dir, 'm'))
  symlinkSync('/etc/hostname', join(dir, 'm', 'weights'))
  await expect(loadArtefact(join(dir, 'm'), work)).rejects.toThrow(/weights in .* is a link/)
})
