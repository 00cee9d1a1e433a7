import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { toCard, parseCard, splitCard } from '../../../electron/domain/documents/card.ts'
import { formOf } from '../../../electron/domain/documents/forms.ts'
import { parseFile } from '../../../electron/domain/documents/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import { readSection } from '../../../shared/documents/sections.ts'
import { fieldsOf, filledIn, missingFrom } from '../../../shared/documents/completeness.ts'
import { cards } from './cards.ts'

const form = formOf('model_card')
const read = (text: string) => parseCard(text, form, 'README.md')
const headOf = (text: string): unknown => parse(splitCard(text).head)
const field = (id: string) => fieldsOf(form).find((one) => one.id === id)!

it.each(Object.entries(cards))('gives back the very bytes of a card that nobody changed: %s', (_name, text) => {
  expect(toCard(read(text), form, text)).toBe(text)
})

it.each(Object.entries(cards))('says the same without the file that it came from: %s', (_name, text) => {
  const content = read(text)
  const fresh = toCard(content, form, null)
  const now = (headOf(fresh) ?? {}) as Record<string, unknown>
  expect(now).toEqual(Object.fromEntries(Object.entries(withoutEmpty(headOf(text))).map(([name, was]) => [name, single(name, was, now[name])])))
  expect(read(fresh).text).toBe(content.text)
})

const withoutEmpty = (head: unknown) => Object.fromEntries(Object.entries(head ?? {}).filter(([key, value]) => value !== null || key === 'thumbnail'))

it('shows the keys of the head as fields, and every other key as it was written', () => {
  const { fields } = read(cards['unknown keys, comments, flow lists, odd order']!)
  expect(fields).toMatchObject({ tags: ['a', 'b c', 'd'], license: 'other', license_name: 'my-licence', language: ['no'] })
  expect(fields['other_keys']).toContain('emissions: 149200 # grams')
  expect(fields['other_keys']).not.toContain('license')
})

it('shows results as rows, and keeps results that rows can not hold', () => {
  expect(read(cards['a template filled in']!).fields['model_index']).toEqual([
    { model: 'credit-lr', task_type: 'tabular-classification', task_name: 'Credit decision', dataset_name: 'German credit', dataset_type: 'german-credit', dataset_split: 'test', metric_type: 'accuracy', metric_value: '0.752', metric_name: 'Accuracy' },
    { model: 'credit-lr', task_type: 'tabular-classification', task_name: 'Credit decision', dataset_name: 'German credit', dataset_type: 'german-credit', dataset_split: 'test', metric_type: 'roc_auc', metric_value: '0.79' },
  ])
  const { fields } = read(cards['results that no row can hold']!)
  expect(fields['model_index']).toBeUndefined()
  expect(fields['other_keys']).toContain('verifyToken: eyJ')
})

it('changes in the head what was changed and leaves the rest as it was written', () => {
  const text = cards['unknown keys, comments, flow lists, odd order']!
  const content = read(text)
  const changed = toCard({ ...content, fields: { ...content.fields, tags: ['a', 'new'], license: 'mit', language: ['no', 'en'] } }, form, text)
  expect(changed).toContain('tags: [ a, new ]')
  expect(changed).toContain('license: mit\n')
  expect(changed).toContain('emissions: 149200 # grams')
  // Hubs read YAML 1.1, where a bare `no` is false.
  expect(changed).toContain('- "no"')
  expect(headOf(changed)).toEqual({ ...(headOf(text) as object), tags: ['a', 'new'], license: 'mit', language: ['no', 'en'] })
  expect(changed.endsWith('# Fill mask\n\nText.')).toBe(true)
})

it('takes a key out of the head with its field, and an unknown one with its lines', () => {
  const text = cards['unknown keys, comments, flow lists, odd order']!
  const content = read(text)
  const { license_link: _link, ...fields } = content.fields
  const changed = toCard({ ...content, fields: { ...fields, other_keys: 'inference: false\n' } }, form, text)
  expect(headOf(changed)).toEqual({ inference: false, tags: ['a', 'b c', 'd'], license: 'other', license_name: 'my-licence', language: 'no' })
})

it('finds sections under the headings of the hub, and counts a placeholder as empty', () => {
  const { text, fields } = read(cards['a template filled in']!)
  const content = { text, fields, notApplicable: {}, quotes: [] }
  expect(readSection(text, field('training_data'))).toBe('700 rows of german-credit.')
  expect(readSection(text, field('out_of_scope_use'))).toBe('[More Information Needed]')
  const filled = filledIn(form, content)
  expect(filled).toContain('details')
  expect(filled).not.toContain('out_of_scope_use')
  expect(missingFrom(form, 1, filled).map(({ id }) => id)).toEqual(['out_of_scope_use'])
  expect(missingFrom(form, 4, filled)).toEqual([])
  expect(readSection(cards['code with marks in it']!, field('intended_use'))).toContain('Real.')
  expect(readSection(cards['emoji and joined signs']!, field('training_data'))).toBe('Birds.')
})

it.each([
  ['a head that is no YAML', '---\na: [1\n---\nx', /The head of README.md can not be read as YAML: .*line/],
  ['the same key twice', '---\nlicense: a\nlicense: b\n---\n', /must be unique|Map keys/],
  ['a head that is a list', '---\n- a\n---\n', /holds no keys with values/],
  ['references that multiply', `---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n`, /refers to its own parts too often/],
  ['text that reorders itself', '---\nlicense: mit\n---\nabc\u202edef\n', /line 4 .*U\+202E/],
])('refuses %s with a sentence', (_name, text, sentence) => {
  expect(() => parseFile('README.md', Buffer.from(text), form)).toThrow(AppError)
  expect(() => parseFile('README.md', Buffer.from(text), form)).toThrow(sentence)
})

const scalar = fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('yes', 'no', '~', '1.0', '2024-01-01', '- x', 'a: b', '#c', "'", '"', 'Ã©', '🤗'))
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), scalar, { maxKeys: 3 }))
const key = fc.oneof(fc.constantFrom('license', 'tags', 'language', 'datasets', 'metrics', 'base_model', 'model-index', 'library_name'), fc.string({ minLength: 1, maxLength: 10 }))

it('gives back any head byte for byte, and its meaning without the file', () => {
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 8 }), fc.string({ maxLength: 60, unit: 'grapheme' }), (head, body) => {
      const yaml = stringify(head, { lineWidth: 0 })
      fc.pre(!/^---[ \t]*$/m.test(yaml) && !head['__proto__'])
      const text = `---\n${yaml === '{}\n' ? '' : yaml}---\n${body}`
      const content = read(text)
      expect(toCard(content, form, text)).toBe(text)
      const meant = headOf(toCard(content, form, null)) ?? {}
      const said = Object.entries(parse(yaml) as object).filter(([, was]) => !isEmpty(was))
      expect(said.map(([name]) => (meant as Record<string, unknown>)[name])).toEqual(said.map(([name, was]) => single(name, was, (meant as Record<string, unknown>)[name])))
    }),
    { numRuns: 300 },
  )
})

const isEmpty = (was: unknown) => was === null || was === '' || (Array.isArray(was) && was.length === 0)
/** A word where a list may stand becomes a list of one when the file that it came from is not there. */
const single = (name: string, was: unknown, now: unknown) => (['tags', 'language', 'datasets', 'metrics', 'base_model'].includes(name) && typeof was === 'string' && Array.isArray(now) ? [was] : was)

function outcomeOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  try {
    const written = toCard(parseFile('README.md', bytes, form), form, text)
    return written === text ? 'the same' : `${text} became ${written}`
  } catch (error) {
    return error instanceof AppError ? 'a sentence' : `${text} failed with ${String(error)}`
  }
}

it('never fails on noise but with a sentence', () => {
  const noise = fc.array(fc.constantFrom('---\n', 'license: mit\n', '- ', '[', ']', '{', '}', '&a ', '*a ', '!!binary ', '? ', ': ', '\n', '  ', '"', "'", '|', '>', '%YAML 1.1\n', '<<: ', 'x', '\t', '#', '\ud800', '\0'), { maxLength: 40 })
  fc.assert(
    fc.property(noise, (parts) => {
      const bytes = Buffer.from(`---\n${parts.join('')}\n---\nbody`)
      expect(outcomeOf(bytes)).toMatch(/^(the same|a sentence)$/)
    }),
    { numRuns: 500 },
  )
})
