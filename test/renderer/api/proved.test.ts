import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { LedgerState, Verification } from '../../../shared/contract/ledger.ts'
import { describeProved, isContradicted } from '../../../renderer/api/proved.ts'
import { Strip } from '../../../renderer/ui/Strip.tsx'

const stateOf = (verdict: Verification['verdict'] | null, provedSize = 8) => ({ size: 10, provedSize, lastVerification: verdict && { verdict } }) as LedgerState

test('a ledger that is broken or can not be read proves nothing of what is shown', () => {
  expect(describeProved(stateOf('intact'))).toBe('Proved up to entry 7; 2 after it.')
  expect(describeProved(stateOf(null))).toBe('Proved up to entry 7; 2 after it.')
  expect(describeProved(stateOf('intact', 0))).toBe('None is covered by outside evidence.')
  for (const verdict of ['broken', 'unreadable'] as const) {
    expect(isContradicted(stateOf(verdict))).toBe(true)
    expect(describeProved(stateOf(verdict))).toBe('The evidence contradicts the entries: see the findings.')
  }
})

test('the part of a strip that evidence speaks of is drawn as contradicted where it is', () => {
  const strip = (contradicted: boolean) => renderToStaticMarkup(createElement(Strip, { label: 'all', size: 10, solidUpTo: 8, contradicted, marks: [], startLabel: '0', endLabel: '9' }))
  expect(strip(true)).toContain('data-contradicted="true"')
  expect(strip(false)).not.toContain('data-contradicted')
})
