import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { author, createPlace, passphrase, placeAt, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'
import type { Run } from '../support/cli-run.ts'

let template: Awaited<ReturnType<typeof prepareTemplate>>
const mounts: string[] = []
beforeAll(async () => {
  template = await prepareTemplate()
})
afterEach(() => {
  for (const folder of mounts.splice(0)) {
    execFileSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  }
})
afterAll(removePlaces)

const as = (email: string) => ['--workspace', 'workspace', '--as', email]

/** Says that the disk is full, and the ledger has not changed. */
function expectFull(run: Run): void {
  expect(run, run.stderr).toMatchObject({ code: 2 })
  const { error } = JSON.parse(run.stdout) as { error: { code: string; message: string } }
  expect(error).toEqual({ code: 'DISK_FULL', message: expect.stringMatching(/full.*[.]$/s) as string })
}

async function expectIntact(place: Place): Promise<void> {
  const { stdout } = await place.start(['ledger', 'verify', '--json', '--workspace', 'workspace'])
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'intact', findings: [] })
}

/** A disk of its own that holds the workspace and has so much room left, where this user may mount one. */
function createFullDisk(roomBytes: number): { place: Place; free(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'countersign-test', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  mounts.push(folder)
  cpSync(template.root, folder, { recursive: true })
  const filler = join(folder, 'filler')
  const room = join(folder, 'room')
  writeFileSync(room, Buffer.alloc(roomBytes, 1))
  fill(filler)
  rmSync(room)
  return { place: placeAt(folder), free: () => rmSync(filler) }
}

function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size, 1), { flag: 'a' })
    } catch {
      // Nothing of this size fits any more.
    }
  }
}

/** Writes beyond a size fail: what a quota does, and all that can be had without the right to mount. */
const lowLimit = (place: Place) => `trap '' XFSZ; ulimit -f ${Math.ceil(statSync(join(place.workspace, 'ledger.db')).size / 1024)}`

const entry = ['use-case', 'add', 'X', '--purpose', 'y'.repeat(4000), '--tier', '3', '--json', ...as(author)]

test.for([
  ['an entry', () => entry, {}],
  ['a signature', () => ['review', 'sign', template.review, '--json', ...as(reviewer)], passphrase(reviewer)],
  ['a dossier', () => ['report', 'dossier', template.version, '--out', 'dossier.pdf', '--json', ...as(author)], {}],
] as const)('a full disk takes not half of %s, and all of it once there is room', async ([, args, env]) => {
  const disk = createFullDisk(0)
  const place = disk?.place ?? createPlace(template.root)
  const head = place.head()
  expectFull(await (disk ? place.start(args(), env) : place.startAfter(lowLimit(place), args(), env)))
  expect(place.head()).toBe(head)
  disk?.free()
  const again = await place.start(args(), env)
  expect(again, again.stderr).toMatchObject({ code: 0 })
  await expectIntact(place)
})

test.for([36, 68, 76, 100])('with %i KiB left an entry is written whole or not at all, and what is said about it is true', async (kibibytes) => {
  const disk = createFullDisk(kibibytes * 1024)
  const place = disk?.place ?? createPlace(template.root)
  const head = place.head()
  const run = await (disk ? place.start(entry) : place.startAfter(`trap '' XFSZ; ulimit -f ${kibibytes}`, entry))
  disk?.free()
  if (run.code !== 0) expectFull(run)
  const isWritten = run.code === 0 || run.stdout.includes('do not do it again')
  expect(place.head() !== head).toBe(isWritten)
  const shown = await place.start(['model', 'add', 'second', '--use-case', 'X', '--task', 'ranking', ...as(author)])
  expect(shown.code, shown.stderr).toBe(isWritten ? 0 : 2)
  await expectIntact(place)
})

test('a new workspace on a full disk leaves neither a ledger nor a key', async () => {
  const disk = createFullDisk(0)
  const place = disk?.place ?? createPlace(template.root)
  const args = ['init', 'second', '--name', 'X', '--person', 'A B <a@example.org>', '--roles', 'author', '--json']
  const keys = readdirSync(join(place.root, 'state', 'keys'))
  expectFull(await (disk ? place.start(args, passphrase(author)) : place.startAfter("trap '' XFSZ; ulimit -f 8", args, passphrase(author))))
  expect(readdirSync(join(place.root, 'state', 'keys'))).toEqual(keys)
  disk?.free()
  const again = await place.start(args, passphrase(author))
  expect(again, again.stderr).toMatchObject({ code: 0 })
})

test('a backup on a full disk leaves nothing behind, and is whole once there is room', async () => {
  const disk = createFullDisk(0)
  const place = disk?.place ?? createPlace(template.root)
  const args = ['backup', 'one.tar', '--json', ...as(author)]
  expectFull(await (disk ? place.start(args) : place.startAfter("trap '' XFSZ; ulimit -f 16", args)))
  expect(readdirSync(place.root).filter((name) => name.startsWith('one.tar'))).toEqual([])
  disk?.free()
  const again = await place.start(args)
  expect(again, again.stderr).toMatchObject({ code: 0 })
  await expectIntact(place)
})
