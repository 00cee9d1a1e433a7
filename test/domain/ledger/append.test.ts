import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toCanonical } from '../../../electron/tlog/canonical.ts'
import { openCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { parseVkey } from '../../../electron/tlog/note.ts'
import { hashFromBytes, leafHash } from '../../../electron/tlog/tree.ts'
import { slowRoot } from '../../tlog/slow-tree.ts'
import { createFolder, createMemoryRecords, dataset } from './sample.ts'
import type { Folder, MemoryRecords } from './sample.ts'
import type { Ledger } from '../../../electron/domain/ledger/service.ts'
import { AppError } from '../../../shared/errors.ts'

let folder: Folder
let records: MemoryRecords
let ledger: Ledger

beforeEach(() => {
  folder = createFolder()
  records = createMemoryRecords()
  ledger = folder.create({ records })
})
afterEach(() => {
  ledger.close()
  folder.end()
})

const leaves = () => [...ledger.entries(0, ledger.tip().size)].map(({ leaf }) => leaf)
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'none'
}

describe('a new ledger', () => {
  it('begins with a genesis that names its log key', () => {
    expect(ledger.read(0)).toMatchObject({ seq: 0, v: 1, kind: 'genesis/v1', actor: 'countersign', ledger: ledger.origin, body: { format: 1, name: 'Retail credit', vkey: ledger.logVkey } })
    expect(ledger.origin).toMatch(/^countersign\.example\/ledger\/[0-9a-f]{32}$/)
    expect(ledger).toMatchObject({ name: 'Retail credit', readOnly: null })
  })

  it('is not made where one is', () => {
    expect(codeOf(() => folder.create())).toBe('CONFLICT')
    expect(ledger.tip().size).toBe(1)
  })
})

describe('an append', () => {
  it('writes canonical entries under a signed head that covers them', () => {
    ledger.append('ana@example.org', () => [dataset('one', 'zweite Zeile\nGröße 😀 "quoted" \\'), dataset('two')])
    ledger.append('ben@example.org', () => dataset('three'))
    const all = leaves()
    expect(all.map((leaf) => toCanonical(JSON.parse(leaf)))).toEqual(all)
    const { size, root, checkpoint } = ledger.tip()
    expect(size).toBe(4)
    expect(hashFromBytes(root)).toBe(slowRoot(all.map(leafHash)))
    expect(openCheckpoint(checkpoint, parseVkey(ledger.logVkey))).toMatchObject({ origin: ledger.origin, size, root: hashFromBytes(root) })
  })

  it('hands out what a later reader gets', () => {
    const written = ledger.append('ana@example.org', () => [dataset('one'), dataset('two')])
    expect(written).toEqual([ledger.read(1), ledger.read(2)])
    expect(written[0]).toMatchObject({ seq: 1, at: '2026-11-21T10:00:00.000Z', actor: 'ana@example.org' })
  })

  it('shows the committed tree to whoever decides, and folds the records first', () => {
    ledger.append('ana@example.org', () => dataset('one'))
    ledger.append('ana@example.org', (tip, at) => {
      expect(tip).toEqual(ledger.tip())
      expect(at).toBe('2026-11-21T10:00:00.000Z')
      expect(records.size()).toBe(2)
      return dataset('two')
    })
    expect(records.folded.map(({ seq }) => seq)).toEqual([0, 1, 2])
  })

  it('writes nothing when the decision is against it, or decides nothing', () => {
    const before = ledger.tip()
    expect(codeOf(() => ledger.append('ana@example.org', () => { throw new AppError('FORBIDDEN', 'Not you.') }))).toBe('FORBIDDEN')
    expect(ledger.append('ana@example.org', () => [])).toEqual([])
    expect(ledger.tip()).toEqual(before)
    ledger.append('ana@example.org', () => dataset('still works'))
    expect(ledger.tip().size).toBe(2)
  })

  it('refuses to be called from inside itself', () => {
    expect(() => ledger.append('a@example.org', () => ledger.append('a@example.org', () => dataset('inner')).map(() => dataset('outer')))).toThrow('inside append')
    expect(ledger.tip().size).toBe(1)
  })

  it('takes 65,535 bytes and not one more, counted in UTF-8', () => {
    const room = 65_535 - Buffer.byteLength(ledger.append('a@example.org', () => dataset('x', ''))[0]!.leaf)
    expect(Buffer.byteLength(ledger.append('a@example.org', () => dataset('x', `${'ö'.repeat(room / 2)}${'o'.repeat(room % 2)}`))[0]!.leaf)).toBe(65_535)
    expect(codeOf(() => ledger.append('a@example.org', () => dataset('x', `${'ö'.repeat(room / 2)}${'o'.repeat(room % 2)}o`)))).toBe('BAD_INPUT')
    expect(ledger.tip().size).toBe(3)
  })

  it('refuses the replacement character, because it could not be told from damage', () => {
    expect(codeOf(() => ledger.append('a@example.org', () => dataset('caf\uFFFD')))).toBe('BAD_INPUT')
  })

  it('refuses what has no canonical form', () => {
    expect(() => ledger.append('a@example.org', () => ({ kind: 'dataset.registered/v1', body: { name: undefined } }))).toThrow(TypeError)
    expect(() => ledger.append('a@example.org', () => dataset('lone \ud800'))).toThrow(TypeError)
    expect(ledger.tip().size).toBe(1)
  })

  it('never lets time go back', () => {
    ledger.append('a@example.org', () => dataset('one'))
    folder.clock.set('2026-11-21T09:59:58.500Z')
    expect(ledger.append('a@example.org', () => dataset('two'))[0]).toMatchObject({ at: '2026-11-21T10:00:00.000Z', clockBack: 1_500 })
    ledger.close()
    ledger = folder.open()
    expect(ledger.append('a@example.org', () => dataset('three'))[0]).toMatchObject({ at: '2026-11-21T10:00:00.000Z', clockBack: 1_500 })
    folder.clock.set('2026-11-21T10:00:00.001Z')
    const [last] = ledger.append('a@example.org', () => dataset('four'))
    expect(last).toMatchObject({ at: '2026-11-21T10:00:00.001Z' })
    expect(last).not.toHaveProperty('clockBack')
    expect(leaves().map((leaf) => toCanonical(JSON.parse(leaf)))).toEqual(leaves())
  })

  it('tells its listeners the new size', () => {
    const sizes: number[] = []
    const stop = ledger.onAppend((size) => sizes.push(size))
    ledger.append('a@example.org', () => [dataset('one'), dataset('two')])
    stop()
    ledger.append('a@example.org', () => dataset('three'))
    expect(sizes).toEqual([3])
  })

  it('stays done when the records fail afterwards, and says so; they catch up with the next one', () => {
    const fold = records.fold
    records.fold = () => {
      throw new AppError('DISK_FULL', 'The disk is full.')
    }
    expect(() => ledger.append('a@example.org', () => dataset('one'))).toThrow('do not do it again')
    expect([ledger.tip().size, records.size()]).toEqual([2, 1])
    records.fold = fold
    ledger.append('a@example.org', () => dataset('two'))
    expect(records.folded).toHaveLength(3)
  })
})

describe('history', () => {
  it('gives every earlier root and checkpoint, the same bytes each time', () => {
    const seen = [ledger.tip()]
    for (let i = 0; i < 20; i++) {
      ledger.append('a@example.org', () => Array.from({ length: 40 }, (_, n) => dataset(`${i}-${n}`)))
      seen.push(ledger.tip())
    }
    const hashes = leaves().map(leafHash)
    for (const { size, root, checkpoint } of seen) {
      expect(ledger.rootAt(size)).toEqual(root)
      expect(hashFromBytes(root)).toBe(slowRoot(hashes.slice(0, size)))
      expect(ledger.checkpointAt(size)).toBe(checkpoint)
    }
  })

  it.each([0, 2, -1, 1.5])('has no state with %s entries', (size) => {
    expect(codeOf(() => ledger.rootAt(size))).toBe('BAD_INPUT')
  })

  it('has no entry that was not written', () => {
    expect(codeOf(() => ledger.read(1))).toBe('NOT_FOUND')
    expect([...ledger.entries(0, 10)]).toHaveLength(1)
    expect([...ledger.entries(5, 3)]).toEqual([])
  })

  it('reads ranges of any length in order', () => {
    ledger.append('a@example.org', () => Array.from({ length: 9_000 }, (_, n) => dataset(`${n}`)))
    expect([...ledger.entries(4_000, 8_500)].map(({ seq }) => seq)).toEqual(Array.from({ length: 4_500 }, (_, i) => 4_000 + i))
  })
})

describe('erasable data', () => {
  it('is named by the entries that come back as by those that are read, with a commitment of its own each', () => {
    const details = [{ telephone: '1' }, { telephone: '1' }]
    const [plain, named, sorted] = ledger.append('ana@example.org', () => [
      dataset('without'),
      { ...dataset('two equal ones'), payloads: details },
      { kind: 'dataset.registered/v1', body: { name: 'out of order', description: '' }, payloads: [{ note: 'x' }] },
    ])
    expect(plain!.payload).toBeUndefined()
    expect(named!.payload).toHaveLength(2)
    expect(new Set([...named!.payload!, ...sorted!.payload!]).size).toBe(3)
    for (const entry of [plain!, named!, sorted!]) {
      const { leaf, ...members } = ledger.read(entry.seq)
      expect(entry).toEqual({ ...members, leaf })
      expect(JSON.parse(leaf)).toEqual(members)
      expect(records.folded[entry.seq]).toEqual(entry)
    }
    expect(named!.payload!.map((id) => ledger.payload(id))).toEqual(details)
    expect(ledger.payload(sorted!.payload![0]!)).toEqual({ note: 'x' })
  })
})
