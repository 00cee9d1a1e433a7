import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'
import { rotateLogKey } from '../../../electron/core/custody.ts'
import { loadLogKeys } from '../../../electron/domain/ledger/log-key.ts'
import { createSigner, signNote } from '../../../electron/tlog/note.ts'
import { toRotationText } from '../../../electron/domain/identity/statements.ts'
import { resign, tamper } from './sample.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.end())

const kinds = async () => {
  const { findings } = await world.workspace.ledger.verify('full', quiet)
  return [...new Set(findings.map(({ kind }) => kind))].toSorted()
}

describe('whoever holds the old log key after its rotation', () => {
  it('can not sign the head with it: the rotation stands in the ledger', async () => {
    await rotateLogKey(world.workspace, founder, { reason: 'stolen', passphrase: passphraseOf(founder) })
    const [old] = loadLogKeys(world.stateDir, world.workspace.ledger.origin)
    world.workspace.close()
    tamper(world.dir, (db) => resign(db, old!.signer))
    world.reopen()
    expect(await kinds()).toContain('CHECKPOINT-SIGNATURE')
  })
})

describe('whoever holds the log key', () => {
  it('can not hand the log over without a person of the ledger', async () => {
    const { ledger } = world.workspace
    const next = createSigner(ledger.origin, Buffer.alloc(32, 9))
    const [held] = loadLogKeys(world.stateDir, ledger.origin)
    const tip = ledger.tip()
    const text = toRotationText({ previous: held!.signer.vkey, next: next.vkey }, 'mine now', { signer: { name: 'A', email: founder }, signedAt: tip.checkpoint.slice(0, 1), ledger: { origin: ledger.origin, ...tip } })
    ledger.append(founder, () => ({ kind: 'log.key.rotated/v1', body: { previous: { vkey: held!.signer.vkey }, key: { vkey: next.vkey }, reason: 'mine now', note: signNote(text, [held!.signer, next]) } }))
    world.workspace.close()
    tamper(world.dir, (db) => resign(db, next))
    world.reopen()
    expect(await kinds()).toContain('DECISION-SIGNATURE')
  })

  it('can not name a key that did not sign', async () => {
    const { ledger } = world.workspace
    const next = createSigner(ledger.origin, Buffer.alloc(32, 9))
    ledger.append(founder, () => ({ kind: 'log.key.rotated/v1', body: { previous: { vkey: ledger.logVkey }, key: { vkey: next.vkey }, reason: 'x', note: 'none' } }))
    expect(await kinds()).toEqual(['CHECKPOINT-SIGNATURE', 'DECISION-SIGNATURE'])
  })
})
