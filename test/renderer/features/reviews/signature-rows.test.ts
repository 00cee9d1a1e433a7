import { expect, test } from 'vitest'
import type { Signature, Slot } from '../../../../shared/contract/reviews.ts'
import { toSignatureRows } from '../../../../renderer/features/reviews/signature-rows.ts'

const slot = (number: number, meaning: Slot['meaning'], min: number, ...signedBy: string[]) => ({ slot: number, meaning, min, signedBy }) as Slot
const signed = (seq: number, email: string, meaning: Signature['meaning'], counts = true) => ({ seq, email, meaning, counts }) as Signature
const told = (rows: ReturnType<typeof toSignatureRows>) => rows.map(({ signature, slot: at }) => `${at?.slot ?? '-'} ${signature?.seq ?? 'open'}`)

test('places stand in the order of the tier, each with who signed it or open; void signatures stay at the end', () => {
  const slots = [slot(0, 'review', 2, 'a'), slot(1, 'approval', 1)]
  const signatures = [signed(5, 'a', 'review', false), signed(9, 'a', 'review')]
  expect(told(toSignatureRows({ slots, signatures, state: 'in_review' }))).toEqual(['0 9', '0 open', '1 open', '- 5'])
})

test('one signature stands in one place only, and what fills none follows', () => {
  const slots = [slot(0, 'review', 1, 'a'), slot(1, 'review', 1, 'a')]
  const signatures = [signed(3, 'a', 'review'), signed(4, 'b', 'rejection')]
  expect(told(toSignatureRows({ slots, signatures, state: 'rejected' }))).toEqual(['0 3', '- 4'])
})

test('a request that ended asks for nothing any more', () => {
  expect(toSignatureRows({ slots: [slot(0, 'approval', 1)], signatures: [], state: 'withdrawn' })).toEqual([])
})
