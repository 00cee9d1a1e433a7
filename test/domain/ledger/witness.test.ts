import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rotateLogKey } from '../../../electron/core/custody.ts'
import { addCosignature, checkFile, cosignFile, exportTo } from '../../../electron/core/ledger-files.ts'
import { logKeyFile } from '../../../electron/domain/ledger/marks.ts'
import { createSigner, parseVkey } from '../../../electron/tlog/note.ts'
import { signCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { openCosigned, parseCosignerVkey } from '../../../electron/tlog/cosignature.ts'
import { tilePath } from '../../../electron/tlog/tiles.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

/** Two workspaces of two companies: `theirs` sends, `ours` is asked to witness. */
let ours: World
let theirs: World
let folder: string
const passphrase = passphraseOf(founder)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'))
  ours = await createWorld()
  theirs = await createWorld()
})
afterAll(() => {
  ours.end()
  theirs.end()
  rmSync(folder, { recursive: true })
})

const save = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const grow = (world: World) => {
  world.workspace.catalog.addUseCase(founder, { name: `Use case ${world.workspace.ledger.tip().size}`, purpose: 'p', affected: '', tier: 3, tierReasons: '' })
}
const cosign = (path: string | null, logKey: string | null = null) => cosignFile(ours.workspace, founder, { path, logKey, passphrase, out: null })

describe('a witness', () => {
  it('cosigns nothing of a ledger whose key nobody named', async () => {
    const file = save('first', theirs.workspace.ledger.tip().checkpoint)
    const before = ours.workspace.ledger.tip().size
    expect(await cosign(file)).toMatchObject({ outcome: 'unknown_key', checkpoint: null, firstContact: true })
    expect(ours.workspace.ledger.tip().size).toBe(before)
  })

  it('cosigns on first contact, and says which key has to be compared', async () => {
    const { logVkey, tip } = theirs.workspace.ledger
    const answer = await cosign(join(folder, 'first'), logVkey)
    expect(answer).toMatchObject({ outcome: 'cosigned', firstContact: true, size: tip().size })
    expect(answer.logKey!.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
    const opened = openCosigned(answer.checkpoint!, parseVkey(logVkey), parseCosignerVkey(answer.witness!.vkey))
    expect(opened).toMatchObject({ size: tip().size, cosignature: { name: founder, at: new Date('2026-11-21T10:00:00.000Z') } })
    const remembered = ours.workspace.ledger.read(answer.seq!)
    expect(remembered).toMatchObject({ kind: 'checkpoint.seen/v1', body: { checkpoint: answer.checkpoint, before: null } })
  })

  it('asks for a proof before it cosigns a larger tree, and names the size to prove from', async () => {
    const seen = theirs.workspace.ledger.tip().size
    grow(theirs)
    const answer = await cosign(save('second', theirs.workspace.ledger.tip().checkpoint))
    expect(answer.outcome).toBe('needs_proof')
    expect(answer.sentence).toContain(`--from ${seen}`)
    expect(await cosign(save('consistency-1', theirs.workspace.ledger.consistencyFile(1)))).toMatchObject({ outcome: 'needs_proof' })
    expect(await cosign(save('consistency', theirs.workspace.ledger.consistencyFile(seen)))).toMatchObject({ outcome: 'cosigned', firstContact: false, size: seen + 1 })
  })

  it('cosigns the same tree again, and never an older one', async () => {
    expect(await cosign(join(folder, 'second'))).toMatchObject({ outcome: 'cosigned' })
    expect(await cosign(join(folder, 'first'))).toMatchObject({ outcome: 'older', checkpoint: null })
  })

  it('refuses a second history of one size, and gives both signed notes', async () => {
    const { size } = theirs.workspace.ledger.tip()
    const stolen = forgedCheckpoint(theirs, size)
    const answer = await cosign(save('forged', stolen))
    expect(answer).toMatchObject({ outcome: 'forked', checkpoint: null, theirs: stolen })
    expect(answer.held).toContain(theirs.workspace.ledger.tip().checkpoint.split('\n')[2])
  })

  it('refuses a proof that does not lead from what was seen', async () => {
    const seen = theirs.workspace.ledger.tip().size
    grow(theirs)
    grow(theirs)
    const lines = theirs.workspace.ledger.consistencyFile(seen).split('\n')
    lines[1] = Buffer.alloc(32, 7).toString('base64')
    expect(await cosign(save('swapped', lines.join('\n')))).toMatchObject({ outcome: 'bad_proof', checkpoint: null })
  })

  it('refuses a checkpoint that the remembered key did not sign, and another key for a known ledger', async () => {
    const stranger = createSigner(theirs.workspace.ledger.origin, Buffer.alloc(32, 9))
    const note = signCheckpoint(stranger, 99, 'x'.repeat(32))
    expect(await cosign(save('changed-size', theirs.workspace.ledger.tip().checkpoint.replace(/\n\d+\n/, '\n99\n')))).toMatchObject({ outcome: 'bad_signature' })
    expect(await cosign(save('stranger', note))).toMatchObject({ outcome: 'other_key' })
    expect(await cosign(join(folder, 'stranger'), stranger.vkey)).toMatchObject({ outcome: 'other_key' })
  })

  it('believes a new log key by the hand-over that an export or a bundle carries, and says what to ask for where a file has none', async () => {
    const seen = ours.workspace.witnessing.list().others[0]!.size
    await rotateLogKey(theirs.workspace, founder, { reason: 'Yearly.', passphrase })
    grow(theirs)
    const before = ours.workspace.ledger.tip().size
    const { ledger } = theirs.workspace
    for (const [file, key] of [[save('rotated', ledger.tip().checkpoint), null], [save('rotated-proof', ledger.consistencyFile(seen)), null], [join(folder, 'rotated'), ledger.logVkey]] as const) {
      const answer = await cosign(file, key)
      expect(answer).toMatchObject({ outcome: 'other_key', checkpoint: null })
      expect(answer.sentence).toMatch(new RegExp(`new log key, ask for a file that carries the hand-over.*ledger export.*--seen ${seen}`))
    }
    expect(ours.workspace.ledger.tip().size).toBe(before)
    const out = join(folder, 'export')
    const { size } = await exportTo(theirs.workspace, { dir: out }, quiet)
    const answer = await cosign(out)
    expect(answer).toMatchObject({ outcome: 'cosigned', firstContact: false, size, logKey: { vkey: ledger.logVkey } })
    expect(ours.workspace.ledger.read(answer.seq!).body).toMatchObject({ handover: [{ seq: expect.any(Number) as number, body: { key: { vkey: ledger.logVkey } } }] })
    grow(theirs)
    const next = await exportTo(theirs.workspace, { dir: `${out}-2` }, quiet)
    truncateSync(join(`${out}-2`, tilePath(0, 0, next.size)), 32)
    await expect(cosign(`${out}-2`)).rejects.toThrow(/is not a whole export: tile\/0\/000/)
    await ours.check()
  })

  it('remembers across a restart', async () => {
    ours.reopen()
    expect(await cosign(join(folder, 'first'))).toMatchObject({ outcome: 'older' })
    expect(ours.workspace.witnessing.list().others).toMatchObject([{ origin: theirs.workspace.ledger.origin, cosigned: true }])
  })

  it('leaves a ledger that verification finds intact', async () => {
    await expect(ours.check()).resolves.toBeUndefined()
  })
})

describe('a cosignature of our checkpoint', () => {
  it('is taken in once the fingerprint was compared, and is outside evidence from then on', async () => {
    const cosigned = await cosignTheirs()
    const path = save('cosigned', cosigned.checkpoint!)
    const given = { path, witnessKey: cosigned.witness!.vkey }
    expect(() => addCosignature(theirs.workspace, founder, given)).toThrow(/fingerprint by another way/)
    expect(() => addCosignature(theirs.workspace, founder, { ...given, fingerprint: '0000 0000' })).toThrow(/does not belong to the key/)
    const { size } = theirs.workspace.ledger.tip()
    const taken = addCosignature(theirs.workspace, founder, { ...given, fingerprint: cosigned.witness!.fingerprint.toUpperCase() })
    expect(taken).toMatchObject({ name: founder, size, own: false })
    expect(theirs.workspace.witnessing.list().ours).toEqual([taken])
    await theirs.check()
  })

  it('by a witness that was met needs no key and no fingerprint', async () => {
    grow(theirs)
    const path = save('cosigned-again', (await cosignTheirs()).checkpoint!)
    expect(addCosignature(theirs.workspace, founder, { path })).toMatchObject({ own: false })
    expect(checkFile(theirs.workspace.ledger, path)).toMatchObject({ outcome: 'holds', file: 'checkpoint' })
  })

  it('that was changed, or of another ledger, is refused', async () => {
    const cosigned = await cosignTheirs()
    const lines = cosigned.checkpoint!.split('\n')
    const blob = Buffer.from(lines[5]!.split(' ')[2]!, 'base64')
    blob[20]! ^= 1
    lines[5] = `\u2014 ${founder} ${blob.toString('base64')}`
    expect(() => addCosignature(theirs.workspace, founder, { path: save('changed', lines.join('\n')) })).toThrow(/does not belong to it/)
    expect(() => addCosignature(ours.workspace, founder, { path: join(folder, 'cosigned') })).toThrow(/another ledger/)
  })

  it('by a person of the ledger carries their statement that the witness key is theirs', async () => {
    const answer = await cosign(null)
    expect(answer).toMatchObject({ outcome: 'cosigned', origin: ours.workspace.ledger.origin })
    const { body } = ours.workspace.ledger.read(answer.seq!)
    expect(body['note']).toContain(`Witness-Key: ${answer.witness!.vkey}\n`)
    await expect(cosign(save('own', answer.checkpoint!))).rejects.toThrow(/only the newest can be cosigned/)
    await ours.check()
  })

  it('uses another key than signatures do', async () => {
    const signing = ours.workspace.identity.person(founder).vkey
    const { witness } = await ours.workspace.identity.unlock(founder, passphrase)
    expect(witness.vkey.split('+')[1]).not.toBe(signing.split('+')[1])
    expect(witness.vkey.split('+')[2]!.slice(4)).not.toBe(signing.split('+')[2]!.slice(4))
  })
})

/** Ours cosigns what theirs has now. */
async function cosignTheirs() {
  const held = ours.workspace.witnessing.list().others[0]!.size
  const answer = await cosign(save('now', theirs.workspace.ledger.consistencyFile(held)))
  expect(answer.outcome).toBe('cosigned')
  return answer
}

/** What a stolen log key can sign: the same size with another root. */
function forgedCheckpoint({ stateDir, workspace }: World, size: number): string {
  const { origin } = workspace.ledger
  const { seed } = JSON.parse(readFileSync(logKeyFile(stateDir, origin), 'utf8')) as { seed: string }
  return signCheckpoint(createSigner(origin, Buffer.from(seed, 'base64')), size, 'y'.repeat(32))
}
