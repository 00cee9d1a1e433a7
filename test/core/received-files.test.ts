import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { receiveFile } from '../../electron/core/received-files.ts'

let home = ''
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'countersign-received-'))))
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('a received file keeps its name and bytes, and the next one takes its place', async () => {
  const first = await receiveFile(home, new File(['one'], 'R-17.countersign'))
  expect(readFileSync(first.path, 'utf8')).toBe('one')
  const second = await receiveFile(home, new File(['two'], 'kept.note'))
  expect(second.path.endsWith('kept.note')).toBe(true)
  expect(readdirSync(dirname(second.path))).toEqual(['kept.note'])
})

test.each(['../../etc/passwd', String.raw`..\..\keys.json`, '/absolute', '..', '.', '', 'C:evil'])('the name %j leads nowhere else', async (name) => {
  const { path } = await receiveFile(home, new File(['x'], name))
  expect(dirname(path)).toBe(join(home, 'scratch', 'received'))
})
