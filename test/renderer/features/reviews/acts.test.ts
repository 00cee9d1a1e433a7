import { expect, test } from 'vitest'
import type { Permission } from '../../../../shared/contract/reviews.ts'
import { choiceWords, noTerms, onlyChoice, toChoices, toMissing, toRefusals, toStatementInput } from '../../../../renderer/features/reviews/acts.ts'

const may = (act: Permission['act'], why = ''): Permission => ({ act, meaning: null, allowed: why === '', why })

test('for and against stand side by side, and no decision is suggested', () => {
  const choices = toChoices([may('return'), may('reject'), may('approve')])
  expect(choices).toEqual(['approve', 'approve_with_conditions', 'reject', 'return'])
  expect(onlyChoice(choices)).toBeNull()
  expect(onlyChoice(['review'])).toBe('review')
  expect(onlyChoice(['withdraw']), 'nobody is led to withdraw').toBeNull()
})

test('what is not allowed now is told apart from what is not possible in this state', () => {
  const refused = [may('approve', 'You are an author.'), may('lift', 'It is not suspended.'), may('return')]
  expect(toRefusals(refused, 'pending_decision')).toEqual({ now: [{ title: 'Approve', why: 'You are an author.' }], later: [{ title: 'Lift the suspension', why: 'It is not suspended.' }] })
})

test('there is no text before all that the act asks for is filled in', () => {
  expect(toMissing('review', noTerms)).toEqual([])
  expect(toMissing('approve', noTerms), 'the scope may be left empty').toEqual([])
  expect(toMissing('reject', noTerms)).toHaveLength(3)
  const row = { text: 'Repeat it', owner: 'a@b.example', due: '2027-01-01', expects: 'a check', control: null, finding: null }
  expect(toMissing('approve_with_conditions', { ...noTerms, conditions: [row] })).toEqual([])
  expect(toMissing('approve_with_conditions', { ...noTerms, conditions: [row, { ...row, due: '' }] })).toHaveLength(1)
})

test('the core is told what this act asks for and nothing that was typed for another', () => {
  const typed = { ...noTerms, reason: 'late', needed: 'a new file', reasonCodes: ['data_unfit'], scope: 'Lisbon' }
  expect(toStatementInput('approve', typed)).toEqual({ act: 'approve', scope: 'Lisbon' })
  expect(toStatementInput('reject', typed)).toEqual({ act: 'reject', reasonCodes: ['data_unfit'], reason: 'late', needed: 'a new file' })
  expect(toStatementInput('review', typed)).toEqual({ act: 'review' })
})

test('asking for changes takes a reason and nothing else; every act has words of its own', () => {
  expect(choiceWords.return.asks).toEqual(['reason'])
  expect(new Set(Object.values(choiceWords).map(({ title }) => title)).size).toBe(Object.keys(choiceWords).length)
})
