import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { createSigner } from '../../../electron/tlog/note.ts'
import { leafHash } from '../../../electron/tlog/tree.ts'
import { createFolder, dataset, stealLogKey } from './sample.ts'
import type { Folder } from './sample.ts'
import type { Ledger } from '../../../electron/domain/ledger/service.ts'

let folder: Folder
let ledger: Ledger
beforeEach(() => {
  folder = createFolder()
  ledger = folder.create()
  ledger.append('a@example.org', () => Array.from({ length: 300 }, (_, i) => dataset(`${i}`)))
})
afterEach(() => {
  ledger.close()
  folder.end()
})

describe('a checkpoint from elsewhere', () => {
  it('holds where the ledger continues it', () => {
    for (const size of [1, 256, 300, 301]) {
      const note = ledger.checkpointAt(size)
      expect(ledger.checkCheckpoint(note)).toMatchObject({ outcome: 'holds', size, theirs: note, ours: ledger.tip().checkpoint })
    }
  })

  it('holds later too, and from a read-only ledger', () => {
    const note = ledger.tip().checkpoint
    ledger.append('a@example.org', () => dataset('later'))
    expect(ledger.checkCheckpoint(note)).toMatchObject({ outcome: 'holds', sentence: expect.stringContaining('1 came after') as string })
    const readOnly = folder.open({ stateDir: `${folder.stateDir}-none` })
    expect(readOnly.checkCheckpoint(note).outcome).toBe('holds')
    readOnly.close()
  })

  it('is forked where the same log signed another history; both notes are given', () => {
    const note = signCheckpoint(stealLogKey(folder, ledger.origin), 200, leafHash('another history'))
    expect(ledger.checkCheckpoint(note)).toMatchObject({ outcome: 'forked', size: 200, theirs: note, ours: ledger.checkpointAt(200) })
  })

  it('is ahead where it covers more entries than there are', () => {
    const note = signCheckpoint(stealLogKey(folder, ledger.origin), 302, leafHash('the future'))
    expect(ledger.checkCheckpoint(note)).toMatchObject({ outcome: 'ahead', size: 302 })
  })

  it('is of another ledger where it names another origin', () => {
    const other = createSigner('countersign.example/ledger/ffffffffffffffffffffffffffffffff', Buffer.alloc(32, 5))
    expect(ledger.checkCheckpoint(signCheckpoint(other, 1, leafHash('x'))).outcome).toBe('other_ledger')
  })

  it.each([
    ['by another key of the same name', () => signCheckpoint(createSigner(ledger.origin, Buffer.alloc(32, 9)), 300, leafHash('x'))],
    ['with a changed size', () => ledger.checkpointAt(300).replace('\n300\n', '\n299\n')],
    ['that is no note', () => 'hello'],
    ['that is empty', () => ''],
    ['that is cut', () => ledger.checkpointAt(300).slice(0, -10)],
  ])('is not taken for signed %s', (_name, note) => {
    expect(ledger.checkCheckpoint(note()).outcome).toBe('bad_signature')
  })

  it('gives a sentence in each case', () => {
    for (const note of [ledger.checkpointAt(5), 'hello']) expect(ledger.checkCheckpoint(note).sentence).toMatch(/^[A-Z].*\.$/s)
  })
})
