import { expect, test } from 'vitest'
import { toInstants } from '../../../../renderer/features/ledger/days.ts'

test('both days are whole ones of this computer: the span ends where the next day begins', () => {
  const { from, to } = toInstants('2026-11-20', '2026-11-21')
  expect(from).toBe(new Date(2026, 10, 20).toISOString())
  expect(to).toBe(new Date(2026, 10, 22).toISOString())
})

test.each(['', 'yesterday', '2026-11', '99999-01-01'])('%j is no day and sets no bound', (day) => {
  expect(toInstants(day, day)).toEqual({})
})
