import { describe, expect, it } from 'vitest'
import { openCheckpoint, parseCheckpointText, readCheckpoint, signCheckpoint, toCheckpointText } from '../../electron/tlog/checkpoint.ts'
import { createSigner, parseVkey, signNote } from '../../electron/tlog/note.ts'
import { emptyRoot, leafHash } from '../../electron/tlog/tree.ts'

const origin = 'countersign.example/ledger/00112233445566778899aabbccddeeff'
const signer = createSigner(origin, Buffer.alloc(32, 7))
const log = parseVkey(signer.vkey)
const root = leafHash('entry')
const text = toCheckpointText(origin, 702, root)

describe('a checkpoint', () => {
  it('is three lines: origin, size, root', () => {
    expect(text).toBe(`${origin}\n702\n${Buffer.from(root, 'latin1').toString('base64')}\n`)
    expect(toCheckpointText(origin, 0, emptyRoot)).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`)
  })

  it('opens with the key of its log and says what it says', () => {
    const note = signCheckpoint(signer, 702, root)
    expect(openCheckpoint(note, log)).toEqual({ origin, size: 702, root, extensions: [] })
    expect(readCheckpoint(note)).toEqual(openCheckpoint(note, log))
    expect(signCheckpoint(signer, 702, root)).toBe(note)
  })

  it('takes extension lines of others as opaque', () => {
    expect(parseCheckpointText(`${text}one\ntwo\n`).extensions).toEqual(['one', 'two'])
  })

  it('may not speak of another log than the one that signed it', () => {
    const note = signNote(toCheckpointText('countersign.example/ledger/other', 702, root), [signer])
    expect(() => openCheckpoint(note, log)).toThrow('speaks of countersign.example/ledger/other')
  })

  it.each([
    ['no origin', text.replace(origin, '')],
    ['a leading zero', text.replace('702', '0702')],
    ['a negative size', text.replace('702', '-1')],
    ['a size beyond exact integers', text.replace('702', '9007199254740993')],
    ['a fraction', text.replace('702', '7.2')],
    ['a short root', text.replace(/.{4}=\n$/, '=\n')],
    ['a root in other base64', text.replace('=\n', '\n')],
    ['a missing last newline', text.slice(0, -1)],
    ['an empty extension line', `${text}\n`],
    ['nothing', ''],
  ])('is malformed with %s', (_name, broken) => {
    expect(() => parseCheckpointText(broken)).toThrow('not a checkpoint')
  })
})
