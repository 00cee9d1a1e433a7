import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBundle, isBundle } from '../../verifier/bundle-check.ts'
import { overall, type RecomputedTree } from '../../verifier/result.ts'
import { createPair, send, type Pair } from '../domain/interop/workspaces.ts'

let pair: Pair
let content: Buffer
beforeAll(async () => {
  pair = await createPair()
  content = readFileSync(send(pair.asking, pair.review, pair.path('request.countersign')))
})
afterAll(() => pair.end())

describe('a bundle', () => {
  it('as it was written holds, with each signature and file in it', () => {
    const { ledger } = pair.asking.workspace
    const result = checkBundle('request.countersign', content, null)
    expect(isBundle(content)).toBe(true)
    expect(result).toMatchObject({ kind: 'bundle', origin: ledger.origin })
    expect(result.checks.map(({ state }) => state)).toEqual(['holds', 'holds', 'holds', 'unchecked'])
    expect(result.signatures.length).toBeGreaterThan(0)
    expect(result.files.length).toBeGreaterThan(0)
    expect(overall(result)).toBe('holds')
  })

  it('is held against an export that was read before', () => {
    const { ledger } = pair.asking.workspace
    const known: RecomputedTree = { origin: ledger.origin, size: ledger.tip().size, rootAt: (size) => ledger.rootAt(size).toString('base64'), reports: new Map() }
    expect(checkBundle('b', content, known).checks[3]).toMatchObject({ state: 'holds', title: 'The ledger still continues this bundle' })
    expect(checkBundle('b', content, { ...known, rootAt: () => 'other' }).checks[3]).toMatchObject({ state: 'fails' })
  })

  it('with any byte changed is refused as a whole', () => {
    for (const at of [30, Math.floor(content.byteLength / 3), Math.floor(content.byteLength / 2)]) {
      const changed = Buffer.from(content)
      changed[at]! ^= 1
      const result = checkBundle('changed', changed, null)
      expect(overall(result)).toBe('fails')
      expect(result.checks[0]!.detail).toMatch(/^It is refused: /)
    }
  })
})
