import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLeafWriter } from '../../electron/domain/ledger/leaf.ts'
import { findingKinds } from '../../electron/domain/ledger/findings.ts'
import { toCommitment } from '../../electron/domain/ledger/verification/payloads.ts'
import { loadLedgerDdl } from '../../electron/platform/sqlite-ledger.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { signCheckpoint } from '../../electron/tlog/checkpoint.ts'
import { createSigner } from '../../electron/tlog/note.ts'
import { createFrontier, hashToBase64, hashToHex, leafHash } from '../../electron/tlog/tree.ts'
import ledger from '../fixtures/tlog/ledger.json' with { type: 'json' }
import note from '../fixtures/tlog/note.json' with { type: 'json' }

const read = (name: string) => readFileSync(new URL(`../../docs/formats/${name}.md`, import.meta.url), 'utf8')
const log = createSigner(ledger.origin, Buffer.from(ledger.logSeed, 'hex'))

describe('the published format', () => {
  it('gives the leaves, hashes, roots and checkpoints of the small ledger', () => {
    expect(log.vkey).toBe(ledger.logVkey)
    expect(createSigner('ana@example.org', Buffer.from(ledger.anaSeed, 'hex')).vkey).toBe(ledger.anaVkey)
    const frontier = createFrontier()
    for (const [seq, expected] of ledger.entries.entries()) {
      const { actor, at, kind, body } = JSON.parse(expected.leaf) as { actor: string; at: string; kind: string; body: Record<string, unknown> }
      expect(createLeafWriter({ actor, at, ledger: ledger.origin })(kind, toCanonical(body), seq)).toBe(expected.leaf)
      expect(toCanonical(JSON.parse(expected.leaf))).toBe(expected.leaf)
      expect(hashToHex(leafHash(expected.leaf))).toBe(expected.leafHash)
      frontier.push(leafHash(expected.leaf))
      expect([frontier.size, hashToBase64(frontier.root())]).toEqual([expected.size, expected.root])
      expect(signCheckpoint(log, frontier.size, frontier.root())).toBe(expected.checkpoint)
    }
  })

  it('gives the commitment to erasable data', () => {
    const { salt, body, id } = ledger.payload
    expect(toCommitment(Buffer.from(salt, 'hex'), Buffer.from(body)).toString('hex')).toBe(id)
  })

  it('is printed in docs/formats/ledger.md with the same vectors and schema', () => {
    const text = read('ledger')
    for (const { leaf, leafHash: hash, root, checkpoint } of ledger.entries) for (const part of [leaf, hash, root, checkpoint]) expect(text).toContain(part)
    for (const part of [note.own.note, note.own.vkey, ledger.payload.id, ledger.logVkey, loadLedgerDdl()]) expect(text).toContain(part)
  })

  it('explains every finding in docs/formats/findings.md, and no other', () => {
    const explained = [...read('findings').matchAll(/^\| `([A-Z-]+)` \|/gm)].map(([, kind]) => kind)
    expect(new Set(explained)).toEqual(new Set(findingKinds))
  })
})
