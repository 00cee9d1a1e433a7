import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cosignFile } from '../../../electron/core/ledger-files.ts'
import { highWaterFile, witnessFile } from '../../../electron/domain/ledger/marks.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'
import { editLeaf, resign, stealLogKey, tamper } from './sample.ts'

/** Whoever holds the log key edits what the ledger remembers of witnesses, and signs the whole anew. */
let ours: World
let theirs: World
let own: number
let seen: number

beforeAll(async () => {
  ours = await createWorld()
  theirs = await createWorld()
  const passphrase = passphraseOf(founder)
  const file = join(theirs.dir, '..', 'given')
  const cosign = async (path: string | null) => (await cosignFile(ours.workspace, founder, { path, logKey: theirs.workspace.ledger.logVkey, passphrase, out: null })).seq!
  writeFileSync(file, theirs.workspace.ledger.tip().checkpoint)
  await cosign(file)
  const { size } = theirs.workspace.ledger.tip()
  theirs.workspace.catalog.addUseCase(founder, { name: 'One more', purpose: 'p', affected: '', tier: 3, tierReasons: '' })
  writeFileSync(file, theirs.workspace.ledger.consistencyFile(size))
  seen = await cosign(file)
  own = await cosign(null)
  await ours.check()
})
afterAll(() => {
  ours.end()
  theirs.end()
})

async function kindsAfter(seq: number, edit: (leaf: string) => string): Promise<string[]> {
  const { origin } = ours.workspace.ledger
  const key = stealLogKey({ stateDir: ours.stateDir } as Parameters<typeof stealLogKey>[0], origin)
  const before = ours.workspace.ledger.read(seq).leaf
  const write = (change: (leaf: string) => string) =>
    tamper(ours.dir, (db) => {
      editLeaf(db, seq, change)
      resign(db, key)
    })
  const forget = () => {
    for (const path of [highWaterFile(ours.stateDir, origin), witnessFile(ours.dir, origin)]) rmSync(path, { force: true })
  }
  expect(edit(before)).not.toBe(before)
  ours.workspace.close()
  write(edit)
  forget()
  const { findings } = await ours.reopen().ledger.verify('leaves', quiet)
  ours.workspace.close()
  write(() => before)
  forget()
  ours.reopen()
  return [...new Set(findings.map(({ kind }) => kind))].filter((kind) => kind.startsWith('WITNESS') || kind === 'DECISION-SIGNATURE')
}

describe('an entry about a witness', () => {
  it('that names another time, size or key than was cosigned is found', async () => {
    expect(await kindsAfter(own, (leaf) => leaf.replace(/"cosignedAt":"2026/, '"cosignedAt":"2025'))).toEqual(['WITNESS-SIGNATURE'])
    expect(await kindsAfter(own, (leaf) => leaf.replace(/"fingerprint":"..../, '"fingerprint":"0000'))).toEqual(['WITNESS-SIGNATURE'])
  })

  it("that lets somebody else's key pass for a person's is found", async () => {
    const stranger = theirs.workspace.identity
    const { witness } = await stranger.unlock(founder, passphraseOf(founder))
    expect(await kindsAfter(own, (leaf) => leaf.replace(/"vkey":"[^"]*"/, `"vkey":"${witness.vkey}"`))).toEqual(['DECISION-SIGNATURE', 'WITNESS-SIGNATURE'])
  })
})

describe('what was seen of another ledger', () => {
  it('has to be one history: another predecessor or a missing proof is found', async () => {
    expect(await kindsAfter(seen, (leaf) => leaf.replace(/"before":\{"root":"./, (text) => `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`))).toEqual(['WITNESS-INCONSISTENT'])
    expect(await kindsAfter(seen, (leaf) => leaf.replace(/"proof":\[[^\]]*\]/, '"proof":[]'))).toEqual(['WITNESS-INCONSISTENT'])
  })

  it('has to be what that ledger signed', async () => {
    expect(await kindsAfter(seen, (leaf) => leaf.replace(/,"size":(\d+),"source"/, ',"size":99,"source"'))).toEqual(['WITNESS-SIGNATURE'])
  })
})
