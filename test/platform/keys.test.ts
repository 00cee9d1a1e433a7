import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMachine } from '../../electron/core/machine.ts'
import { createKeyStore, type KeyStore } from '../../electron/platform/keys.ts'
import { openNote, parseVkey, signNote } from '../../electron/tlog/note.ts'
import { quickSealing } from '../support/sealing.ts'

const origin = 'countersign.example/ledger/00'
let stateDir: string
let keys: KeyStore

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'keys-'))
  keys = createKeyStore({ stateDir, origin, sealing: quickSealing })
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

const keyFile = () => join(stateDir, 'keys', readdirSync(join(stateDir, 'keys'))[0]!)

it('opens a key with its passphrase and signs what the verifier key accepts', async () => {
  const made = await keys.create('ana@example.org', 'correct horse')
  const opened = await keys.unlock('ana@example.org', 'correct horse')
  expect(opened.vkey).toBe(made.vkey)
  expect(openNote(signNote('one line\n', [opened]), [parseVkey(made.vkey)]).verified).toHaveLength(1)
})

it('refuses a wrong passphrase', async () => {
  await keys.create('ana@example.org', 'correct horse')
  await expect(keys.unlock('ana@example.org', 'correct hoarse')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
})

it('accepts a passphrase however its accents were typed', async () => {
  await keys.create('ana@example.org', 'caf\u00e9 cr\u00e8me')
  await expect(keys.unlock('ana@example.org', 'cafe\u0301 cre\u0300me')).resolves.toBeDefined()
})

it('keeps no secret in the clear', async () => {
  const ours = createKeyStore({ ...createMachine(), stateDir, origin })
  await ours.create('ana@example.org', 'correct horse')
  const stored = JSON.parse(readFileSync(keyFile(), 'utf8')) as { kdf: object }
  expect(stored.kdf).toMatchObject({ name: 'scrypt', N: 131_072, r: 8, p: 1 })
  expect(readFileSync(keyFile(), 'utf8')).not.toContain('horse')
  await expect(ours.unlock('ana@example.org', 'correct horse')).resolves.toBeDefined()
})

it('refuses a key whose passphrase would be easier to guess than the program makes it, or harder', async () => {
  await keys.create('ana@example.org', 'correct horse')
  const ours = createKeyStore({ ...createMachine(), stateDir, origin })
  await expect(ours.unlock('ana@example.org', 'correct horse')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  for (const cost of [65_536, 131_072, 262_144]) {
    writeFileSync(keyFile(), readFileSync(keyFile(), 'utf8').replace(/"N": \d+/, `"N": ${cost}`))
    await expect(keys.unlock('ana@example.org', 'correct horse')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    expect(ours.schema.safeParse(JSON.parse(readFileSync(keyFile(), 'utf8'))).success, `N of ${cost}`).toBe(cost === 131_072)
  }
})

it.runIf(process.platform !== 'win32')('lets nobody else read a key file', async () => {
  await keys.create('ana@example.org', 'correct horse')
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
})

it('notices that the name in a key file was changed', async () => {
  await keys.create('ana@example.org', 'correct horse')
  writeFileSync(keyFile(), readFileSync(keyFile(), 'utf8').replace('ana@', 'eve@'))
  await expect(keys.unlock('ana@example.org', 'correct horse')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
})

it('says which file is damaged', async () => {
  await keys.create('ana@example.org', 'correct horse')
  writeFileSync(keyFile(), '{')
  await expect(keys.unlock('ana@example.org', 'correct horse')).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(keyFile()) })
})

it('never replaces a key of the same name', async () => {
  await keys.create('ana@example.org', 'correct horse')
  await expect(keys.create('ana@example.org', 'another one')).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('keeps the keys of one ledger apart from those of another', async () => {
  await keys.create('ana@example.org', 'correct horse')
  expect(createKeyStore({ stateDir, origin: 'countersign.example/ledger/01' }).has('ana@example.org')).toBe(false)
})

it('names the device by chance once, the same for every ledger on it, and replaces a name that is none', () => {
  const device = keys.device()
  expect(device).toMatch(/^[0-9a-f]{32}$/)
  expect(createKeyStore({ stateDir, origin: 'countersign.example/ledger/01', sealing: quickSealing }).device()).toBe(device)
  const elsewhere = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    expect(createKeyStore({ stateDir: elsewhere, origin, sealing: quickSealing }).device()).not.toBe(device)
  } finally {
    rmSync(elsewhere, { recursive: true, force: true })
  }
  writeFileSync(join(stateDir, 'device'), 'half a na')
  const next = keys.device()
  expect(next).toMatch(/^[0-9a-f]{32}$/)
  expect(keys.device()).toBe(next)
  expect(readdirSync(stateDir)).toEqual(['device'])
})
