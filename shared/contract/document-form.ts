import * as z from 'zod'
import { tier } from './tier.ts'
import { evidenceGroup } from './evidence-kinds.ts'
import { evidenceSubject } from './evidence-record.ts'
import { evidenceKindId } from './policies.ts'

export const fieldId = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, 'a field is written like intended_use')

/**
 * What a person fills in: `line` one line; `prose` Markdown of its own; `list` lines; `choice` one of the options; `date` YYYY-MM-DD;
 * `table` rows; `section` the part of the document's Markdown text under one of `headings`; `yaml` keys of a head that no other field shows.
 */
export const fieldType = z.enum(['line', 'prose', 'list', 'choice', 'date', 'table', 'section', 'yaml'])
export type FieldType = z.infer<typeof fieldType>

/** Facts of the record that a person may put beside their own words. */
export const factTopic = z.enum(['use_case', 'model', 'artefact', 'data', 'code', 'environment', 'parameters', 'checks', 'snapshot'])
export type FactTopic = z.infer<typeof factTopic>

/** What a document may be about: whatever evidence is about, and experiments and runs, about which people write notes. */
export const documentSubject = z.strictObject({ type: z.enum([...evidenceSubject.shape.type.options, 'experiment', 'run']), ref: z.string() })
export type DocumentSubject = z.infer<typeof documentSubject>

export const option = z.strictObject({ id: z.string(), title: z.string() })

export const formColumn = z.strictObject({
  id: fieldId,
  title: z.string(),
  type: z.enum(['line', 'prose', 'choice', 'date']),
  options: z.array(option).default([]),
  help: z.string().default(''),
  /** Every row has to say it, wherever the table is required. */
  required: z.boolean().default(false),
})
export type FormColumn = z.infer<typeof formColumn>

export const formField = z.strictObject({
  id: fieldId,
  title: z.string(),
  /** What to write, in one or two sentences. */
  help: z.string().default(''),
  type: fieldType,
  /** Tiers at which it must be filled, or said with a reason not to apply. */
  required: z.array(tier).default([]),
  options: z.array(option).default([]),
  columns: z.array(formColumn).default([]),
  /** Headings, in lower case, under which the text holds it; the first is written where there is none yet. */
  headings: z.array(z.string()).default([]),
  /** Its name in the YAML head of a model card. */
  key: z.string().nullable().default(null),
  facts: z.array(factTopic).default([]),
})
export type FormField = z.infer<typeof formField>

/** How a kind of document is filled in. Kinds without a form of their own get one from their required fields. docs/formats/document.md */
export const documentForm = z.strictObject({
  kind: evidenceKindId,
  version: z.number().int().positive(),
  title: z.string(),
  about: z.string(),
  group: evidenceGroup,
  subjects: z.array(documentSubject.shape.type).min(1),
  groups: z.array(z.strictObject({ id: fieldId, title: z.string(), help: z.string().default(''), fields: z.array(formField).min(1) })),
  text: z.strictObject({ title: z.string(), help: z.string().default(''), template: z.string().default('') }),
  /** Whether it is read from and written as a Markdown file with a YAML head, as model hubs keep it. */
  card: z.boolean().default(false),
  /** A note: Markdown with its pictures, about an experiment or a run; `groups` are the parts that its template begins with. */
  note: z.boolean().default(false),
  /** Where in the form an open item is found, for findings that wait: a table, and what makes one of its rows open. */
  items: z
    .strictObject({
      field: fieldId,
      /** A row is closed where this column has one of these values. */
      closed: z.strictObject({ column: fieldId, values: z.array(z.string()) }),
      /** The row weighs high where this column has one of these values. */
      high: z.strictObject({ column: fieldId, values: z.array(z.string()) }),
      due: fieldId.nullable(),
    })
    .nullable()
    .default(null),
})
export type DocumentForm = z.infer<typeof documentForm>
