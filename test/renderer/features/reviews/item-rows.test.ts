import { expect, test } from 'vitest'
import type { Condition } from '../../../../shared/contract/conditions.ts'
import type { Finding } from '../../../../shared/contract/findings.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { toItemRows } from '../../../../renderer/features/reviews/items/item-rows.ts'

const finding = (id: string, state: Finding['state'], severity: Finding['severity']) => ({ id, state, severity, title: 'Gap', text: 'By age.', owner: 'a', due: null, closure: null }) as Finding

test('what is open stands before what is closed, and every item has a word of its own', () => {
  const condition = { id: 'K-9', state: 'met', terms: { text: 'Repeat', owner: 'a', expects: 'a check', control: null }, due: '2027-01-01', by: 'b' } as Condition
  const rows = toItemRows({ findings: [finding('F-1', 'closed', 'high'), finding('F-2', 'open', 'critical'), finding('F-3', 'remediated', 'low')], challenges: [], conditions: [condition], waivers: [] })
  expect(rows.map(({ id, word, tone }) => `${id} ${word} ${tone}`)).toEqual(['F-2 critical bad', 'F-3 low, re-test caution', 'K-9 met, not accepted info', 'F-1 high, closed good'])
})

test('what somebody typed with a full stop gets no second one', () => {
  const waiver = (control: string) => ({ id: 'W-1', lets: 'x', control, owner: 'o', until: '2027-01-01' }) as Review['waivers'][number]
  const details = toItemRows({ findings: [], challenges: [], conditions: [], waivers: [waiver('A clerk looks.'), waiver('A clerk looks')] }).map(({ detail }) => detail)
  expect(details).toEqual(['Compensating control: A clerk looks. Owner: o.', 'Compensating control: A clerk looks. Owner: o.'])
})
