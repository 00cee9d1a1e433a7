import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSigner } from '../../electron/tlog/note.ts'
import { approver, author, createPlace, passphrase, placeAt, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'
import { passphraseOf } from '../support/world.ts'

/** Each test continues where the one before it ended: one story, told by commands. */
let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
  mkdirSync(join(place.root, 'disk'))
})
afterAll(removePlaces)

const here = ['--workspace', 'workspace']

async function run<T>(args: readonly string[], env: Record<string, string> = {}, code = 0, at = place): Promise<T> {
  const ended = await at.run([...args, '--json'], env)
  expect(ended, ended.stderr + ended.stdout).toMatchObject({ code })
  return JSON.parse(ended.stdout) as T
}

const refused = async (args: readonly string[], code: string, env: Record<string, string> = {}) => {
  const before = place.head()
  const { error } = await run<{ error: { code: string; message: string } }>(args, env, 2)
  expect(error.code).toBe(code)
  expect(error.message).toMatch(/[.?!]$/)
  expect(place.head()).toBe(before)
}

test('backup writes one verified file, and the list knows it', async () => {
  const made = await run<{ path: string; size: number }>(['backup', 'disk/one.tar', ...here])
  expect(existsSync(made.path)).toBe(true)
  expect(await run(['backups', 'list', ...here])).toMatchObject({ last: { path: made.path }, reminder: null })
  await refused(['backup', 'disk/one.tar', ...here], 'CONFLICT')
  await refused(['backup', 'no/where.tar', ...here], 'NOT_FOUND')
  expect(await run(['backups', 'schedule', '--every', 'day', '--folder', 'disk', '--keep', '3', ...here])).toMatchObject({ settings: { every: 'day', keep: 3, folder: join(place.root, 'disk') } })
  await refused(['backups', 'schedule', '--every', 'hour', ...here], 'BAD_INPUT')
})

test('redact erases contact details, names the backups that hold them, and exits with 1 for that', async () => {
  const { contact } = await run<{ contact: { seq: number } }>(['person', 'contact', reviewer, '--telephone', '+49 30 1234567890', ...here, '--as', author])
  await run(['backup', 'disk/holding.tar', ...here])
  await refused(['redact', String(contact.seq), '--reason', 'asked for', ...here, '--as', author], 'FORBIDDEN', passphrase(author))
  const erased = await run<{ heldBy: { path: string }[]; sentence: string }>(['redact', String(contact.seq), '--reason', 'asked for', ...here, '--as', approver], passphrase(approver), 1)
  expect(erased.heldBy.map(({ path }) => path)).toEqual([join(place.root, 'disk', 'holding.tar')])
  await refused(['redact', String(contact.seq), '--reason', 'again', ...here, '--as', approver], 'CONFLICT', passphrase(approver))
  await refused(['redact', 'x', '--reason', 'again', ...here, '--as', approver], 'BAD_INPUT', passphrase(approver))
  const verified = await run<{ verdict: string }>(['ledger', 'verify', ...here])
  expect(verified).toMatchObject({ verdict: 'intact', level: 'full', redacted: [{ entry: contact.seq, by: approver, kind: 'payload' }] })
})

test('key rotate gives the ledger a new log key, and it still verifies', async () => {
  const rotated = await run<{ history: { seq: number }[]; place: string }>(['key', 'rotate', '--reason', 'yearly', ...here, '--as', author], passphrase(author))
  expect(rotated).toMatchObject({ place: 'file', history: [{ seq: 0 }, {}] })
  expect((await run<{ history: object[] }>(['ledger', 'key', 'show', ...here])).history).toHaveLength(2)
  expect(await run(['ledger', 'verify', ...here])).toMatchObject({ verdict: 'intact' })
  await refused(['key', 'rotate', '--reason', 'x', ...here, '--as', author], 'WRONG_PASSPHRASE', { COUNTERSIGN_PASSPHRASE: 'wrong passphrase' })
})

test('a key and the log key go to another computer, and the ledger goes on there', async () => {
  await run(['key', 'export', reviewer, 'disk/rui.key', ...here], passphrase(reviewer))
  await run(['ledger', 'key', 'export', 'disk/log.key', '--move', ...here, '--as', author], { COUNTERSIGN_NEW_PASSPHRASE: 'on a piece of paper' })
  expect(readFileSync(join(place.root, 'disk/log.key'), 'utf8'), 'as hard to guess as docs/formats/custody.md says').toMatch(/"N": *131072\b/)
  await refused(['use-case', 'add', 'Too late', '--purpose', 'p', '--tier', '2', ...here, '--as', author], 'READ_ONLY')
  const other = createPlace()
  cpSync(place.workspace, other.workspace, { recursive: true })
  await run(['ledger', 'key', 'import', join(place.root, 'disk/log.key'), ...here], { COUNTERSIGN_PASSPHRASE: 'on a piece of paper' }, 0, other)
  expect(await run(['key', 'import', join(place.root, 'disk/rui.key'), ...here], passphrase(reviewer), 0, other)).toMatchObject({ person: reviewer, keyHere: true })
  await run(['use-case', 'add', 'There', '--purpose', 'p', '--tier', '2', ...here], {}, 0, other)
  // And back again, with what happened there.
  await run(['ledger', 'key', 'export', join(place.root, 'disk/back.key'), '--move', ...here], { COUNTERSIGN_NEW_PASSPHRASE: 'on a piece of paper' }, 0, other)
  cpSync(other.workspace, place.workspace, { recursive: true })
  await run(['ledger', 'key', 'import', 'disk/back.key', ...here], { COUNTERSIGN_PASSPHRASE: 'on a piece of paper' })
  await run(['use-case', 'add', 'Here again', '--purpose', 'p', '--tier', '2', ...here, '--as', author])
})

test('restore refuses what is not sound, says what would be missing, and a successor follows what is lost', async () => {
  await refused(['restore', 'disk/one.tar', 'workspace'], 'CONFLICT')
  writeFileSync(join(place.root, 'disk/cut.tar'), readFileSync(join(place.root, 'disk/one.tar')).subarray(0, 9000))
  await refused(['restore', 'disk/cut.tar', 'restored'], 'BAD_INPUT')
  expect(existsSync(join(place.root, 'restored'))).toBe(false)
  const restored = await run<{ standing: { state: string; sentence: string; missing: number } }>(['restore', 'disk/one.tar', 'restored'], {}, 1)
  expect(restored.standing.state).toBe('behind')
  expect(restored.standing.sentence).toContain(`${restored.standing.missing} entries behind`)
  const there = ['--workspace', 'restored']
  await refused(['use-case', 'add', 'No', '--purpose', 'p', '--tier', '2', ...there, '--as', author], 'READ_ONLY')
  const two = { ...passphrase(author), COUNTERSIGN_SECOND_PASSPHRASE: passphraseOf(reviewer) }
  await refused(['successor', 'next', '--with', reviewer, '--reason', 'lost', ...here, '--as', author], 'CONFLICT', two)
  const begun = await run<{ dir: string; origin: string; predecessor: string }>(['successor', 'next', '--with', reviewer, '--reason', 'lost', ...there, '--as', author], two)
  expect(begun.predecessor).not.toBe(begun.origin)
  const next = ['--workspace', 'next']
  await run(['use-case', 'add', 'Yes', '--purpose', 'p', '--tier', '2', ...next, '--as', author])
  expect(await run(['ledger', 'verify', ...next])).toMatchObject({ verdict: 'intact' })
})

test('key revoke ends a key, also one’s own, and is signed', async () => {
  const next = ['--workspace', 'next']
  const at = placeAt(place.root)
  await run(['key', 'revoke', reviewer, '--reason', 'left', ...next, '--as', author], passphrase(author), 0, at)
  await run(['key', 'revoke', reviewer, '--reason', 'again', ...next, '--as', author], passphrase(author), 2, at)
  await run(['key', 'revoke', author, '--reason', 'me too', ...next, '--as', author], passphrase(author), 2, at)
  await run(['person', 'replace-key', reviewer, '--reason', 'back', ...next, '--as', author], { ...passphrase(author), COUNTERSIGN_NEW_PASSPHRASE: 'a new passphrase' }, 0, at)
  expect(await run(['key', 'list', reviewer, ...next], {}, 0, at)).toMatchObject([{ until: null }, { until: { how: 'revoked', by: author, reason: 'left' } }])
  const elsewhere = ['person', 'replace-key', reviewer, '--reason', 'made anew elsewhere', ...next, '--as', author, '--vkey']
  expect(await run([...elsewhere, 'none'], passphrase(author), 2, at)).toMatchObject({ error: { code: 'BAD_INPUT', message: expect.stringContaining('not a verifier key') as string } })
  expect(await run([...elsewhere, createSigner(`${reviewer}#3`, Buffer.alloc(32, 5)).vkey], passphrase(author), 0, at)).toMatchObject({ person: reviewer, keyHere: false })
  expect(await run(['ledger', 'verify', ...next], {}, 0, at)).toMatchObject({ verdict: 'intact' })
})

test('of two copies on one computer only one goes on, and which one is a choice', async () => {
  const add = (workspace: string) => ['use-case', 'add', `In ${workspace}`, '--purpose', 'p', '--tier', '2', '--workspace', workspace, '--as', author]
  await run(['backup', 'disk/twin.tar', '--workspace', 'next'])
  await run(['restore', 'disk/twin.tar', 'twin'])
  await refused(add('twin'), 'READ_ONLY')
  await refused(['ledger', 'continue', '--workspace', 'next'], 'CONFLICT')
  expect(await run(['ledger', 'continue', '--workspace', 'twin'])).toMatchObject({ dir: join(place.root, 'twin'), instead: join(place.root, 'next') })
  await run(add('twin'))
  await refused(add('next'), 'READ_ONLY')
})
