import { describe, expect, it } from 'vitest'
import { parseStatement } from '../../electron/tlog/statement.ts'

const text = 'countersign.example/decision/v1\nDecision: APPROVE\nReason: meets policy: P-7\nLedger-Size: 702\n'

describe('a statement', () => {
  it('is a format line and lines of key and value', () => {
    expect(parseStatement(text)).toEqual({
      format: 'countersign.example/decision/v1',
      values: new Map([
        ['Decision', 'APPROVE'],
        ['Reason', 'meets policy: P-7'],
        ['Ledger-Size', '702'],
      ]),
    })
  })

  it.each([
    ['a key twice', text.replace('Reason: meets policy: P-7', 'Decision: DECLINE')],
    ['an empty line', text.replace('\nReason', '\n\nReason')],
    ['a line without a key', text.replace('Reason: meets policy: P-7', 'just words')],
    ['an empty value', text.replace('meets policy: P-7', '')],
    ['a space at the end', text.replace('P-7', 'P-7 ')],
    ['a bidirectional control', text.replace('P-7', 'P-\u202e7')],
    ['a zero-width space', text.replace('P-7', 'P-\u200b7')],
    ['a line separator', text.replace('P-7', 'P-\u20287')],
    ['a character outside NFC', text.replace('meets', 'me\u0301ets')],
    ['no last newline', text.slice(0, -1)],
    ['no format', text.slice(text.indexOf('\n') + 1)],
    ['a format without a version', text.replace('/v1', '')],
    ['nothing', ''],
  ])('is refused with %s', (_name, broken) => {
    expect(parseStatement(broken)).toBeNull()
  })
})
