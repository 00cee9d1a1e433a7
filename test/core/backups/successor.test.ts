import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restoreBackup, toRecovery } from '../../../electron/core/backups/restoring.ts'
import { startSuccessor } from '../../../electron/core/backups/successor.ts'
import { openWorkspace, type Workspace } from '../../../electron/core/workspace.ts'
import { createLedgerFile } from '../../../electron/domain/ledger/create.ts'
import { runVerification } from '../../../electron/domain/ledger/verification/run.ts'
import { openNote, parseVkey } from '../../../electron/tlog/note.ts'
import { ledgerEntries } from '../../../shared/contract/ledger.ts'
import { founder, passphraseOf, quiet } from '../../support/world.ts'
import { copyBackupScene, createBackupScene, type BackupScene } from './scene.ts'

const ben = 'ben@example.org'

let template: BackupScene
let scene: BackupScene
let old: Workspace
let dir: string
beforeAll(async () => {
  template = await createBackupScene()
  await template.enrol(ben, 'final_approver')
})
afterAll(() => template.end())
beforeEach(async () => {
  scene = copyBackupScene(template)
  const file = join(scene.elsewhere, 'backup.tar')
  await scene.backups().make(file, 'person', quiet)
  scene.add('lost with the disk')
  const restored = join(scene.elsewhere, 'restored')
  await restoreBackup({ file, dir: restored }, scene.machine, quiet)
  old = openWorkspace(restored, scene.machine)
  dir = join(scene.elsewhere, 'successor')
})
afterEach(() => {
  old.close()
  scene.end()
})

const start = (over: Partial<Parameters<typeof startSuccessor>[2]> = {}, actor = founder) =>
  startSuccessor(old, actor, { dir, reason: 'the disk died', passphrase: passphraseOf(actor), second: { email: ben, passphrase: passphraseOf(ben) }, ...over }, scene.machine, quiet)

describe('a successor', () => {
  it('is offered where two people can sign for it', () => {
    expect(toRecovery(old, scene.machine).successor).toMatchObject({ possible: true, signers: [{ email: founder }, { email: ben }] })
  })

  it('is a new ledger that names the old one, the newest checkpoint at hand and the one that was seen, signed by two people', async () => {
    const { origin } = await start()
    const next = openWorkspace(dir, scene.machine)
    try {
      expect(next.ledger.readOnly).toBeNull()
      expect(next.ledger.origin).toBe(origin)
      const { predecessor, vkey } = ledgerEntries['genesis/v1'].parse(next.ledger.read(0).body)
      const { checkpoint, size } = old.ledger.tip()
      expect(predecessor).toMatchObject({ origin: old.ledger.origin, vkey: old.ledger.logVkey, checkpoint, reason: 'the disk died', signers: [{ email: founder }, { email: ben }] })
      expect(predecessor!.seen).toBe(scene.workspace.ledger.tip().checkpoint)
      expect(vkey).not.toContain(old.ledger.logVkey)
      const signed = openNote(predecessor!.note, predecessor!.signers.map((one) => parseVkey(one.vkey)))
      expect(signed.verified).toHaveLength(2)
      expect(signed.text).toContain(`Predecessor-Size: ${size}\n`)
      expect((await next.ledger.verify('full', quiet)).findings).toEqual([])
    } finally {
      next.close()
    }
  })

  it('has its people and their keys, the policy, and nothing else', async () => {
    await start({ name: 'Retail credit II' })
    const next = openWorkspace(dir, scene.machine)
    try {
      expect(next.ledger.name).toBe('Retail credit II')
      expect(next.identity.people().map(({ email, roles, vkey }) => [email, roles, vkey])).toEqual(old.identity.people().map(({ email, roles, vkey }) => [email, roles, vkey]))
      expect(next.catalog.useCases()).toEqual([])
      await next.identity.unlock(ben, passphraseOf(ben))
      next.catalog.addUseCase(founder, { name: 'New', purpose: 'p', affected: '', tier: 2, tierReasons: '' })
    } finally {
      next.close()
    }
  })

  it('closes the old ledger for good, and says where it goes on', async () => {
    const { origin } = await start()
    const again = scene.reopen()
    expect(again.ledger.readOnly?.reason).toContain(origin)
    expect(again.ledger.readOnly?.reason).toContain(dir)
    await expect(start({ dir: join(scene.elsewhere, 'another') })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is refused for a ledger that can go on, into a folder in use, or with one person twice', async () => {
    const input = { dir, reason: 'x', passphrase: passphraseOf(founder), second: { email: ben, passphrase: passphraseOf(ben) } }
    await expect(startSuccessor(scene.workspace, founder, input, scene.machine, quiet)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(start({ dir: scene.dir })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(start({ second: { email: founder, passphrase: passphraseOf(founder) } })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(start({ second: { email: ben, passphrase: 'wrong passphrase' } })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await expect(start({ second: { email: 'zoe@example.org', passphrase: 'x' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(old.ledger.readOnly?.reason).toContain('newer state')
  })

  it('is one only with two signatures: a genesis that names another ledger without them is a finding', async () => {
    await start()
    const next = openWorkspace(dir, scene.machine)
    const { predecessor } = ledgerEntries['genesis/v1'].parse(next.ledger.read(0).body)
    next.close()
    const forged = join(scene.elsewhere, 'forged')
    createLedgerFile({ dir: forged, ...scene.machine, name: 'Forged', predecessor: () => predecessor! })
    const { findings } = runVerification({ dir: forged, stateDir: scene.stateDir, level: 'leaves' }, () => {})
    expect(findings.map(({ kind, seq }) => [kind, seq])).toEqual([['DECISION-SIGNATURE', 0]])
    expect(findings[0]!.detail).toContain('Ledger')
  })

  it('leaves no key behind where it could not be written', async () => {
    const file = join(scene.elsewhere, 'a-file')
    writeFileSync(file, '')
    const keys = readdirSync(join(scene.stateDir, 'keys')).length
    await expect(start({ dir: join(file, 'inside') })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(readdirSync(join(scene.stateDir, 'keys'))).toHaveLength(keys)
    expect(readFileSync(file, 'utf8')).toBe('')
  })
})
