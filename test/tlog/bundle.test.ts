import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { createArchive, readArchive } from '../../electron/tlog/archive.ts'
import { openBundle, parseForeignJson } from '../../electron/tlog/bundle.ts'

const vector = readFileSync(projectFile('test/fixtures/tlog/bundle.countersign'))
const paper = readFileSync(projectFile('docs/formats/bundle.md'), 'utf8')

test('the vector of the format is the file, byte for byte', () => {
  expect(paper).toContain(`${vector.length.toLocaleString('en-GB')} bytes, SHA-256 \`${createHash('sha256').update(vector).digest('hex')}\``)
  const files = readArchive(vector)
  expect([...files.keys()]).toEqual(['bundle.note', 'checkpoint', 'entries/0.json', 'entries/0.tlog-proof', 'log.vkey'])
  expect(paper).toContain(Buffer.from(files.get('bundle.note')!).toString('utf8'))
  expect(Buffer.from(createArchive(files)).equals(vector)).toBe(true)
})

test('the vector opens', () => {
  const { head, checkpoint, entries, blobs } = openBundle(readArchive(vector))
  expect(head).toEqual({
    bundle: 'request',
    ledger: 'countersign.example/ledger/000102030405060708090a0b0c0d0e0f',
    review: 'R-0',
    reviewLedger: 'countersign.example/ledger/000102030405060708090a0b0c0d0e0f',
    entry: 0,
    exportedAt: '2026-11-21T10:00:01.000Z',
    exportedBy: 'ana@example.org',
  })
  expect(checkpoint.size).toBe(1)
  expect(entries.map(({ seq }) => seq)).toEqual([0])
  expect(blobs.size).toBe(0)
})

test('no byte of a bundle can be changed without being noticed, except times and checksums that nothing rests on', () => {
  const unnoticed: number[] = []
  for (let at = 0; at < vector.length; at++) {
    const changed = Buffer.from(vector)
    changed[at]! ^= 0x41
    try {
      openBundle(readArchive(changed))
      unnoticed.push(at)
    } catch {
      // Refused, as it should be.
    }
  }
  const fields = [...headerFields()]
  expect(unnoticed.filter((at) => !fields.includes(at))).toEqual([])
})

/** Bytes of headers that say nothing about contents: versions, time, checksum. The contents have digests of their own. */
function* headerFields(): Generator<number> {
  for (let at = vector.indexOf('PK\u0003\u0004'); at >= 0; at = vector.indexOf('PK\u0003\u0004', at + 1)) yield* [4, 5, 10, 11, 12, 13, 14, 15, 16, 17].map((field) => at + field)
  for (let at = vector.indexOf('PK\u0001\u0002'); at >= 0; at = vector.indexOf('PK\u0001\u0002', at + 1)) yield* [4, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 19].map((field) => at + field)
}

test('JSON of strangers is bounded before it is parsed', () => {
  expect(parseForeignJson('{"a":["]"]}', 'it', 100)).toEqual({ a: [']'] })
  expect(() => parseForeignJson('"xxxxxxxxxx"', 'it', 5)).toThrow(/it has 12 characters; 5 are allowed/)
  expect(() => parseForeignJson('['.repeat(65) + ']'.repeat(65), 'it', 1_000)).toThrow(/nested deeper than 64/)
  expect(() => parseForeignJson('{"b":1,"a":1}', 'it', 100)).toThrow(/canonical/)
  expect(() => parseForeignJson('{"a":1', 'it', 100)).toThrow(/not JSON/)
})
