import { describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../electron/tlog/checkpoint.ts'
import { NoteError } from '../../electron/tlog/note.ts'
import { verifyConsistencyProof, verifyInclusionProof } from '../../electron/tlog/proof.ts'
import { isConsistencyFile, isInclusionFile, parseConsistencyFile, parseInclusionFile, toConsistencyFile, toInclusionFile } from '../../electron/tlog/proof-file.ts'
import { hashFromBytes, leafHash } from '../../electron/tlog/tree.ts'
import vectors from '../fixtures/tlog/outsiders.json' with { type: 'json' }

const { inclusion, consistency, checkpoint, leaves } = vectors
const isRefused = (act: () => unknown): boolean => {
  try {
    act()
  } catch (error) {
    return error instanceof NoteError && error.reason === 'malformed'
  }
  return false
}

describe('a proof of inclusion', () => {
  it('is the published vector, and leads to the root of its checkpoint', () => {
    const parsed = parseInclusionFile(inclusion.file)
    expect(toInclusionFile(parsed)).toBe(inclusion.file)
    expect(parsed.checkpoint).toBe(checkpoint)
    const { size, root } = readCheckpoint(parsed.checkpoint)
    expect(verifyInclusionProof(leafHash(leaves[inclusion.index]!), parsed.index, size, root, parsed.path)).toBe(true)
    expect(isInclusionFile(inclusion.file) && !isConsistencyFile(inclusion.file)).toBe(true)
  })

  it('may carry an extra line, which says nothing', () => {
    const extra = inclusion.file.replace('\nindex', '\nextra aGk=\nindex')
    expect(parseInclusionFile(extra)).toEqual(parseInclusionFile(inclusion.file))
  })

  it.for([
    ['another header', (file: string) => file.replace('@v1', '@v2')],
    ['no index', (file: string) => file.replace(/index .*\n/, '')],
    ['an index with a leading zero', (file: string) => file.replace('index 3', 'index 03')],
    ['a negative index', (file: string) => file.replace('index 3', 'index -3')],
    ['an index beyond every integer', (file: string) => file.replace('index 3', 'index 99999999999999999')],
    ['a hash of 31 bytes', (file: string) => file.replace(/\n[^\n]{44}\n/, `\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['a hash in another spelling of base64', (file: string) => file.replace(/\n([^\n]{43})=\n/, '\n$1\n')],
    ['no empty line', (file: string) => file.replaceAll('\n\n', '\n')],
    ['64 hashes', (file: string) => file.replace(/\nindex 3\n/, `\nindex 3\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(63)}`)],
  ] as const)('with %s is refused', ([, change]) => {
    expect(isRefused(() => parseInclusionFile(change(inclusion.file)))).toBe(true)
  })
})

describe('a proof of consistency', () => {
  it('is the published vector, and leads from the old root to the new one', () => {
    const parsed = parseConsistencyFile(consistency.file)
    expect(toConsistencyFile(parsed)).toBe(consistency.file)
    const { size, root } = readCheckpoint(parsed.checkpoint)
    const old = hashFromBytes(Buffer.from(consistency.oldRoot, 'base64'))
    expect(verifyConsistencyProof(parsed.old, old, size, root, parsed.path)).toBe(true)
    expect(isConsistencyFile(consistency.file) && !isInclusionFile(consistency.file)).toBe(true)
  })

  it('from nothing has no hashes', () => {
    const file = toConsistencyFile({ old: 0, path: [], checkpoint })
    expect(file).toBe(`old 0\n\n${checkpoint}`)
    expect(parseConsistencyFile(file)).toEqual({ old: 0, path: [], checkpoint })
  })

  it('of another form is refused', () => {
    for (const text of ['', 'old 3', 'old x\n\n', `old 3\n${'A'.repeat(44)}\n\n`, `${'x'.repeat(20_000)}\n\n`]) expect(isRefused(() => parseConsistencyFile(text))).toBe(true)
  })
})
