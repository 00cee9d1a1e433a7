import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import git from 'isomorphic-git'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadCode } from '../../../electron/domain/catalog/code.ts'

let dir: string
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'code-'))
  await git.init({ fs, dir, defaultBranch: 'trunk' })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const author = { name: 'a', email: 'a@example.org', timestamp: 1_700_000_000, timezoneOffset: 0 }
async function commit(files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true })
    writeFileSync(join(dir, path), content)
    await git.add({ fs, dir, filepath: path })
  }
  return git.commit({ fs, dir, message: 'm', author })
}

it('names commit and branch of a clean repository, also from a folder inside it', async () => {
  const oid = await commit({ 'src/train.py': 'x = 1\n' })
  expect(await loadCode(join(dir, 'src'))).toEqual({ commit: oid, branch: 'trunk', remote: null, dirty: [] })
})

it('lists every file that differs from the commit with its digest', async () => {
  await commit({ 'a.py': '1', 'b.py': '2', '.gitignore': 'ignored.txt\n' })
  writeFileSync(join(dir, 'a.py'), 'changed')
  rmSync(join(dir, 'b.py'))
  writeFileSync(join(dir, 'new.py'), 'new')
  writeFileSync(join(dir, 'ignored.txt'), 'never seen')
  const { dirty } = await loadCode(dir)
  expect(dirty.map(({ path, state }) => `${path} ${state}`)).toEqual(['a.py modified', 'b.py deleted', 'new.py untracked'])
  expect(dirty.map(({ sha256 }) => sha256?.slice(0, 8) ?? null)).toEqual(['d67e2e94', null, '11507a0e'])
})

it('leaves a password out of the remote', async () => {
  await commit({ 'a.py': '1' })
  await git.addRemote({ fs, dir, remote: 'origin', url: 'https://ana:secret@git.example.org/x.git' })
  expect((await loadCode(dir)).remote).toBe('https://git.example.org/x.git')
})

it('says that a folder is not in a repository, and that a repository has no commit', async () => {
  await expect(loadCode(dir)).rejects.toThrow(/has no commit yet/)
  const outside = mkdtempSync(join(tmpdir(), 'plain-'))
  await expect(loadCode(outside)).rejects.toThrow(/is not inside a Git repository/)
  rmSync(outside, { recursive: true })
})
