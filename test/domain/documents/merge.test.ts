import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedParts, conflictsIn, merge } from '../../../shared/documents/merge.ts'
import { isWritten, readSection, writeSection } from '../../../shared/documents/sections.ts'

const base = { title: 'T', fields: { a: 'one', b: 'two' }, notApplicable: {}, text: 'x\n', quotes: [] }

it('takes what one side alone changed, and keeps mine of what both changed', () => {
  const mine = { ...base, fields: { a: 'mine', b: 'two' }, text: 'mine\n' }
  const theirs = { ...base, title: 'Theirs', fields: { a: 'theirs', b: 'theirs', c: 'new' }, notApplicable: { d: 'no data' } }
  expect(conflictsIn(base, mine, theirs)).toEqual(['a'])
  expect(merge(base, mine, theirs, {})).toEqual({ title: 'Theirs', fields: { a: 'mine', b: 'theirs', c: 'new' }, notApplicable: { d: 'no data' }, text: 'mine\n', quotes: [] })
  expect(merge(base, mine, theirs, { a: 'theirs' }).fields).toMatchObject({ a: 'theirs' })
})

it('sees facts that are quoted as part of their field', () => {
  const quoted = { ...base, quotes: [{ field: 'a', fact: 'C-4#x' }] }
  expect(changedParts(base, quoted)).toEqual(['a'])
  expect(merge(base, base, quoted, {}).quotes).toEqual(quoted.quotes)
})

const content = fc.record({
  title: fc.constantFrom('s', 't'),
  fields: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3')),
  notApplicable: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('r', 'q')),
  text: fc.constantFrom('x', 'y'),
  quotes: fc.subarray([{ field: 'a', fact: 'f' }, { field: 'c', fact: 'g' }]),
})

it('loses nothing that one side alone wrote, whatever was changed', () => {
  fc.assert(
    fc.property(content, content, content, (from, mine, theirs) => {
      const merged = merge(from, mine, theirs, {})
      const ours = changedParts(from, mine)
      expect(changedParts(mine, merged).filter((part) => ours.includes(part))).toEqual([])
      expect(changedParts(theirs, merged).filter((part) => !ours.includes(part))).toEqual([])
    }),
  )
})

const field = { title: 'Uses', headings: ['uses'] }

it('writes a section and reads the same back, and leaves every other line as it was', () => {
  const text = '# Card\n\n## Uses\n\nOld.\n\n### Below\n\nGoes with it.\n\n## Next\n\nStays.\n'
  const written = writeSection(text, field, 'New.\n\nTwo lines.')
  expect(readSection(written, field)).toBe('New.\n\nTwo lines.')
  expect(written).toBe('# Card\n\n## Uses\n\nNew.\n\nTwo lines.\n\n## Next\n\nStays.\n')
  expect(writeSection('Only words.', field, 'New.')).toBe('Only words.\n\n## Uses\n\nNew.\n')
  expect(readSection(writeSection('', field, 'New.'), field)).toBe('New.')
})

it('reads back whatever was written, on any text', () => {
  const lines = fc.array(fc.constantFrom('## Uses', '# A', '### b', 'x', '', '```', 'Uses\n====', '  ## Uses ##', '~~~~'), { maxLength: 12 }).map((all) => all.join('\n'))
  fc.assert(
    fc.property(lines, fc.constantFrom('New.', 'a\n\nb', '- list\n- of two'), (text, words) => {
      fc.pre(readSection(text, field) !== null)
      expect(readSection(writeSection(text, field, words), field)).toBe(words)
    }),
  )
})

it.each([
  ['', false],
  ['[More Information Needed]', false],
  ['- **Developed by:** [More Information Needed]\n- **License:**', false],
  ['<!-- what to write -->\n### A heading', false],
  ['None known.', true],
  ['0', true],
])('tells words from placeholders: %j', (text, expected) => expect(isWritten(text)).toBe(expected))

it('reads a text of many blank lines and marks in no time', () => {
  const hostile = `${'\n'.repeat(100_000)}# ${' '.repeat(100_000)}x${'<!--'.repeat(20_000)}`
  expect(isWritten(hostile)).toBe(false)
  expect(readSection(hostile, field)).toBeNull()
})
