import { expect, it } from 'vitest'
import { loadForms } from '../../../electron/domain/documents/forms.ts'
import { loadEvidenceKinds } from '../../../electron/platform/evidence-kinds.ts'
import { fieldsOf, requiredIn } from '../../../shared/documents/completeness.ts'
import { readSection } from '../../../shared/documents/sections.ts'

const all = [...loadForms().values()]
const forms = all.filter(({ note }) => !note)

it('has a form for every kind of evidence that people write, and for no other', () => {
  expect(forms.map(({ kind }) => kind)).toEqual([...loadEvidenceKinds().values()].filter(({ madeAs }) => madeAs.includes('document')).map(({ id }) => id))
})

it('asks at tier 1 for everything that the kind must carry', () => {
  for (const form of forms) {
    const asked = requiredIn(form, 1).map(({ id }) => id)
    expect(loadEvidenceKinds().get(form.kind)!.fields.filter(({ id }) => !asked.includes(id)), form.kind).toEqual([])
  }
})

it('asks at no tier for more than at a more demanding one', () => {
  for (const form of forms) {
    const asked = ([1, 2, 3, 4] as const).map((tier) => requiredIn(form, tier).map(({ id }) => id))
    for (const at of [1, 2, 3]) expect(asked[at]!.filter((id) => !asked[at - 1]!.includes(id)), form.kind).toEqual([])
  }
})

it('begins a note with the parts of its template, and asks for none of them', () => {
  const notes = all.filter(({ note }) => note)
  expect(notes.map(({ kind, title }) => [kind, title])).toEqual([
    ['experiment_note', 'Hypothesis, method, result, decision'],
    ['exploration_note', 'Exploration'],
    ['feature_note', 'Features kept and dropped'],
    ['leakage_note', 'Leakage screen'],
    ['free_note', 'Free note'],
  ])
  for (const form of notes) {
    expect(form.subjects.toSorted()).toEqual(['experiment', 'run'])
    expect(requiredIn(form, null)).toEqual([])
    for (const field of fieldsOf(form)) expect(readSection(form.text.template, field), `${form.kind} ${field.id}`).not.toBeNull()
    expect(fieldsOf(form).map(({ title }) => title)).toEqual([...form.text.template.matchAll(/^## (.*)$/gm)].map(([, title]) => title))
  }
})

it('names each field once, with words that help, choices where there is something to choose, and columns where there are rows', () => {
  for (const form of all) {
    const ids = fieldsOf(form).flatMap(({ id, columns }) => [id, ...columns.filter(({ required }) => required).map((column) => column.id)])
    expect(new Set(ids).size, form.kind).toBe(ids.length)
    for (const { id, type, options, columns, headings, title } of fieldsOf(form)) {
      expect([type === 'choice', type === 'table', type === 'section'], `${form.kind} ${id}`).toEqual([options.length > 0, columns.length > 0, headings.length > 0])
      expect(title).toMatch(/^[A-Z]/)
    }
  }
})

it('tells open items by columns that are there', () => {
  const told = forms.flatMap(({ kind, items, groups }) => (items === null ? [] : [{ kind, items, fields: fieldsOf({ groups }) }]))
  expect(told.map(({ kind }) => kind)).toEqual(['risk_register', 'handover_record'])
  for (const { items, fields } of told) {
    const table = fields.find(({ id }) => id === items.field)!
    expect(table.columns.map(({ id }) => id)).toEqual(expect.arrayContaining([items.closed.column, items.high.column, items.due]))
  }
})

it('helps in every field of the forms that are made for their kind', () => {
  const made = forms.filter(({ groups }) => groups.length > 1)
  expect(made.length).toBe(8)
  for (const form of made) for (const { id, help } of fieldsOf(form)) expect(help, `${form.kind} ${id}`).toMatch(/[.;:…)]$/)
})
