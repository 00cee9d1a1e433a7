import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFile, saveText, toPair } from '../../../electron/core/ledger-files.ts'
import { openCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { parseVkey } from '../../../electron/tlog/note.ts'
import { verifyConsistencyProof, verifyInclusionProof } from '../../../electron/tlog/proof.ts'
import { parseConsistencyFile, parseInclusionFile } from '../../../electron/tlog/proof-file.ts'
import { hashFromBytes, leafHash } from '../../../electron/tlog/tree.ts'
import { createWorld, founder, type World } from '../../support/world.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'proofs-'))
  for (let i = 0; i < 300; i++) world.workspace.ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: `d${i}`, description: '' } }))
})
afterAll(() => {
  world.end()
  rmSync(folder, { recursive: true })
})

const save = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('a proof file of the ledger', () => {
  it('leads from any entry to the root of its checkpoint', () => {
    const { ledger } = world.workspace
    const log = parseVkey(ledger.logVkey)
    for (let seq = 0; seq < ledger.tip().size; seq += 13) {
      const { index, path, checkpoint } = parseInclusionFile(ledger.inclusionFile(seq))
      const { size, root } = openCheckpoint(checkpoint, log)
      expect(index).toBe(seq)
      expect(verifyInclusionProof(leafHash(ledger.read(seq).leaf), index, size, root, path)).toBe(true)
    }
    expect(() => ledger.inclusionFile(ledger.tip().size)).toThrow(/has no entry/)
  })

  it('leads from any earlier tree to the newest', () => {
    const { ledger } = world.workspace
    const { size } = ledger.tip()
    for (const from of [1, 2, 255, 256, 257, size - 1, size]) {
      const { old, path, checkpoint } = parseConsistencyFile(ledger.consistencyFile(from))
      const { root } = openCheckpoint(checkpoint, parseVkey(ledger.logVkey))
      expect(old).toBe(from)
      expect(verifyConsistencyProof(from, hashFromBytes(ledger.rootAt(from)), size, root, path)).toBe(true)
    }
    expect(parseConsistencyFile(ledger.consistencyFile(0)).path).toEqual([])
    for (const from of [-1, 1.5, size + 1]) expect(() => ledger.consistencyFile(from)).toThrow(/Name a size between 0 and/)
  })
})

describe('a file from outside, held against the ledger', () => {
  it('is known for what it is', () => {
    const { ledger } = world.workspace
    expect(checkFile(ledger, save('p', ledger.inclusionFile(7)))).toMatchObject({ outcome: 'holds', file: 'proof', entry: { seq: 7, holds: true } })
    expect(checkFile(ledger, save('c', ledger.consistencyFile(7)))).toMatchObject({ outcome: 'holds', file: 'consistency', entry: null })
    expect(checkFile(ledger, save('n', ledger.tip().checkpoint))).toMatchObject({ outcome: 'holds', file: 'checkpoint' })
  })

  it('with a proof of another entry is told apart from one that holds', () => {
    const { ledger } = world.workspace
    const changed = ledger.inclusionFile(7).replace('index 7\n', 'index 6\n')
    const check = checkFile(ledger, save('moved', changed))
    expect(check).toMatchObject({ outcome: 'holds', entry: { seq: 6, holds: false } })
    expect(check.sentence).toContain('Entry 6 is not the one that the proof is about')
  })

  it('saves both notes in one file, and replaces nothing but such files', () => {
    const pair = toPair({ outcome: 'forked', sentence: 'They disagree.', theirs: 'a\n', ours: 'b\n' })
    expect(pair).toBe('countersign.example/checkpoint-pair/v1\nOutcome: forked\nThey disagree.\n\n=== from the file ===\na\n\n=== from this ledger ===\nb\n')
    const out = join(folder, 'pair')
    expect(saveText(out, pair)).toEqual({ path: out, bytes: Buffer.byteLength(pair) })
    expect(saveText(out, world.workspace.ledger.tip().checkpoint).path).toBe(out)
    expect(() => saveText(save('diary', 'my diary\n'), pair)).toThrow(/left as it is/)
    expect(() => saveText(folder, pair)).toThrow(/is a folder/)
    expect(() => saveText(join(folder, 'diary', 'x'), pair)).toThrow(/not a folder/)
  })
})
