import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { createSigner } from '../../../electron/tlog/note.ts'
import { createWorld, founder, passphraseOf, type World } from '../../support/world.ts'

const ben = 'ben@example.org'
const cleo = 'cleo@example.org'

let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.enrol(ben, 'compliance_reviewer')
  await world.enrol(cleo, 'final_approver')
})
afterAll(() => world.end())

const keyFileOf = (email: string) => join(world.stateDir, 'keys', `${createHash('sha256').update(`${world.workspace.ledger.origin}\n${email}`).digest('hex')}.key`)
const revoke = (by: string, email: string, reason = 'the computer was stolen') => world.workspace.identity.revokeKey(by, { email, reason, passphrase: passphraseOf(by) })

describe('a key that goes to another computer', () => {
  const out = () => join(world.dir, '..', 'ben.countersign-key')

  it('is written as it is encrypted, for its owner only, after the passphrase was proved', async () => {
    const { identity } = world.workspace
    await expect(identity.exportKey(ben, { file: out(), passphrase: 'not the passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    const written = await identity.exportKey(ben, { file: out(), passphrase: passphraseOf(ben) })
    expect(written).toEqual({ file: out(), fingerprint: identity.person(ben).fingerprint })
    expect(statSync(out()).mode & 0o777).toBe(0o600)
    const file = JSON.parse(readFileSync(out(), 'utf8')) as { key: unknown }
    expect(file).toMatchObject({ schema: 'countersign/person-key/1', ledger: world.workspace.ledger.origin, person: ben, vkey: identity.person(ben).vkey })
    expect(file.key).toEqual(JSON.parse(readFileSync(keyFileOf(ben), 'utf8')))
  })

  it('is taken where it opens and is the key that is enrolled, and signs there', async () => {
    const { identity } = world.workspace
    rmSync(keyFileOf(ben))
    expect(identity.person(ben).keyHere).toBe(false)
    await expect(identity.unlock(ben, passphraseOf(ben))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(identity.importKey({ file: out(), passphrase: 'not the passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(identity.person(ben).keyHere).toBe(false)
    expect((await identity.importKey({ file: out(), passphrase: passphraseOf(ben) })).keyHere).toBe(true)
    await identity.unlock(ben, passphraseOf(ben))
    await expect(identity.importKey({ file: out(), passphrase: passphraseOf(ben) })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it.each<[string, string, (file: Record<string, unknown>) => unknown]>([
    ['of another ledger', 'BAD_INPUT', (file) => ({ ...file, ledger: 'countersign.example/ledger/00' })],
    ['of a stranger', 'NOT_FOUND', (file) => ({ ...file, person: 'zoe@example.org' })],
    ['that says it is somebody else’s', 'BAD_INPUT', (file) => ({ ...file, person: cleo })],
    ['with another verifier key', 'BAD_INPUT', (file) => ({ ...file, vkey: `${String(file['vkey'])}A` })],
    ['with a member too many', 'BAD_INPUT', (file) => ({ ...file, extra: 1 })],
    ['of another kind', 'BAD_INPUT', () => ['a list']],
  ])('is refused: a file %s', async (_name, code, change) => {
    const changed = join(world.dir, '..', 'changed.countersign-key')
    writeFileSync(changed, JSON.stringify(change(JSON.parse(readFileSync(out(), 'utf8')) as Record<string, unknown>)))
    rmSync(keyFileOf(ben), { force: true })
    await expect(world.workspace.identity.importKey({ file: changed, passphrase: passphraseOf(ben) })).rejects.toMatchObject({ code })
    expect(world.workspace.identity.person(ben).keyHere).toBe(false)
    await world.workspace.identity.importKey({ file: out(), passphrase: passphraseOf(ben) })
  })

  it('is refused where the file says the right things around another key', async () => {
    const { identity } = world.workspace
    const theirs = join(world.dir, '..', 'cleo.countersign-key')
    await identity.exportKey(cleo, { file: theirs, passphrase: passphraseOf(cleo) })
    const { key } = JSON.parse(readFileSync(theirs, 'utf8')) as { key: object }
    const forged = { ...(JSON.parse(readFileSync(out(), 'utf8')) as object), key: { ...key, name: ben } }
    const wrong = join(world.dir, '..', 'forged.countersign-key')
    writeFileSync(wrong, JSON.stringify(forged))
    rmSync(keyFileOf(ben))
    // The name is authenticated with the key: under another one it does not open at all.
    await expect(identity.importKey({ file: wrong, passphrase: passphraseOf(cleo) })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await identity.importKey({ file: out(), passphrase: passphraseOf(ben) })
  })

  it('is not written over anything but a key file, and not read from what is none', async () => {
    const { identity } = world.workspace
    const other = join(world.dir, '..', 'notes.txt')
    writeFileSync(other, 'my notes')
    await expect(identity.exportKey(ben, { file: other, passphrase: passphraseOf(ben) })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(readFileSync(other, 'utf8')).toBe('my notes')
    await identity.exportKey(ben, { file: out(), passphrase: passphraseOf(ben) })
    for (const [file, code] of [[other, 'BAD_INPUT'], [join(other, '..', 'none'), 'FILE_UNREADABLE'], [world.dir, 'FILE_UNREADABLE']] as const) {
      await expect(identity.importKey({ file, passphrase: passphraseOf(ben) })).rejects.toMatchObject({ code })
    }
  })
})

describe('a key that is to be enrolled', () => {
  it('tells its fingerprint before it is, and is refused where it can not be this person’s', () => {
    const { identity } = world.workspace
    const zoe = createSigner('zoe@example.org', Buffer.alloc(32, 7))
    expect(identity.readKey('zoe@example.org', zoe.vkey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
    expect(() => identity.readKey('zoe@example.org', 'nothing of the kind')).toThrow('not a verifier key')
    expect(() => identity.readKey('zora@example.org', zoe.vkey)).toThrow('is not one of zora')
    expect(() => identity.readKey(ben, identity.person(ben).vkey)).toThrow('has used this key already')
  })
})

describe('contact details', () => {
  it('are told with the person, and the ledger holds only a commitment', () => {
    const { identity, ledger } = world.workspace
    const person = identity.recordContact(founder, { email: ben, contact: { telephone: '+49 30 901820', note: 'after ten' } })
    expect(person.contact).toEqual({ seq: ledger.tip().size - 1, details: { telephone: '+49 30 901820', note: 'after ten' } })
    const { leaf, payload } = ledger.read(person.contact!.seq)
    expect(leaf).not.toContain('901820')
    expect(payload).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/) as string])
  })

  it('may be given with the enrolment, in the same transaction', async () => {
    const { identity, ledger } = world.workspace
    const input = { name: 'Dora D', email: 'dora@example.org', roles: ['auditor' as const], passphrase: 'a passphrase', contact: { department: 'Internal audit' }, signerPassphrase: passphraseOf(founder) }
    const before = ledger.tip().size
    const dora = await identity.enrol(founder, input)
    expect(ledger.tip().size).toBe(before + 2)
    expect(dora.contact?.details).toEqual({ department: 'Internal audit' })
  })

  it('are refused where there are none, or nobody they belong to', () => {
    const { identity } = world.workspace
    expect(() => identity.recordContact(founder, { email: ben, contact: {} })).toThrow('telephone')
    expect(() => identity.recordContact(founder, { email: 'zoe@example.org', contact: { note: 'x' } })).toThrow('not enrolled')
  })
})

describe('a revoked key', () => {
  it('signs nothing any more, and what it signed before stays valid', async () => {
    const { identity, ledger } = world.workspace
    const revoked = await revoke(ben, cleo)
    expect(revoked.revoked).toEqual({ seq: ledger.tip().size - 1, at: expect.any(String) as string, by: ben, reason: 'the computer was stolen' })
    await expect(identity.unlock(cleo, passphraseOf(cleo))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(identity.signIn(cleo, passphraseOf(cleo))).rejects.toThrow('entry')
    await world.check()
  })

  it('can not be revoked again, exported or brought back', async () => {
    const { identity } = world.workspace
    await expect(revoke(ben, cleo)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(identity.exportKey(cleo, { file: join(world.dir, '..', 'c.key'), passphrase: passphraseOf(cleo) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    rmSync(keyFileOf(cleo))
    await expect(identity.importKey({ file: join(world.dir, '..', 'cleo.countersign-key'), passphrase: passphraseOf(cleo) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is followed by a new one that a second person enrols', async () => {
    const { identity } = world.workspace
    const next = await identity.replaceKey(founder, { email: cleo, reason: 'new computer', passphrase: 'cleo again', signerPassphrase: passphraseOf(founder) })
    expect(next).toMatchObject({ revoked: null, keyName: `${cleo}#2`, replacedKeys: 1 })
    await identity.unlock(cleo, 'cleo again')
    expect(identity.keys(cleo)).toMatchObject([
      { fingerprint: next.fingerprint, since: { by: founder, seq: next.keySince }, until: null },
      { vkey: expect.stringMatching(/^cleo@example\.org\+/) as string, since: { by: founder }, until: { how: 'revoked', by: ben, reason: 'the computer was stolen' } },
    ])
    expect(() => identity.keys('zoe@example.org')).toThrow('not enrolled')
    await world.check()
  })

  it('may be one’s own, but not the last one of the workspace', async () => {
    const { identity } = world.workspace
    await revoke(ben, ben, 'I leave')
    await identity.revokeKey(cleo, { email: cleo, reason: 'I leave too', passphrase: 'cleo again' })
    await identity.revokeKey('dora@example.org', { email: 'dora@example.org', reason: 'and I', passphrase: 'a passphrase' })
    await expect(revoke(founder, founder)).rejects.toMatchObject({ code: 'CONFLICT' })
    await world.check()
  })

  it('needs the passphrase of whoever revokes, a person and a reason', async () => {
    const { identity } = world.workspace
    await expect(identity.revokeKey(founder, { email: 'zoe@example.org', reason: 'x', passphrase: passphraseOf(founder) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await identity.replaceKey(founder, { email: ben, reason: 'back again', passphrase: 'ben again', signerPassphrase: passphraseOf(founder) })
    await expect(identity.revokeKey(founder, { email: ben, reason: 'x', passphrase: 'wrong passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(identity.person(ben).revoked).toBeNull()
  })

  it('is revoked also after the workspace is opened again', () => {
    const again = openWorkspace(world.dir, world.machine)
    expect(again.identity.person(cleo).revoked?.reason).toBe('I leave too')
    again.close()
  })
})
