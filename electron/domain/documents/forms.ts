import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { documentForm, type DocumentForm } from '../../../shared/contract/document-form.ts'
import type { EvidenceKind } from '../../../shared/contract/evidence-kinds.ts'
import { AppError } from '../../../shared/errors.ts'
import { assetFile } from '../../platform/assets.ts'
import { loadEvidenceKinds } from '../../platform/evidence-kinds.ts'

/** Kinds whose fields say more than a title: assets/documents/<kind>.yaml. */
const made = ['model_card', 'datasheet', 'use_case_record', 'instructions_for_use', 'oversight_description', 'risk_register', 'impact_assessment', 'handover_record']

/** Templates of notes, in the order in which they are offered: assets/documents/notes/<kind>.yaml. They are no evidence of a version. */
const notes = ['experiment_note', 'exploration_note', 'feature_note', 'leakage_note', 'free_note']

let loaded: ReadonlyMap<string, DocumentForm> | undefined

/** The form of every kind that people write, by kind: notes, then evidence in the order of its kinds. Read once. */
export function loadForms(): ReadonlyMap<string, DocumentForm> {
  const evidence = () => [...loadEvidenceKinds().values()].filter(({ madeAs }) => madeAs.includes('document'))
  loaded ??= new Map([
    ...notes.map((kind) => [kind, loadForm(`documents/notes/${kind}.yaml`, { kind })] as const),
    ...evidence().map((kind) => [kind.id, made.includes(kind.id) ? loadForm(`documents/${kind.id}.yaml`, { kind: kind.id, title: kind.title, group: kind.group }) : toGenericForm(kind)] as const),
  ])
  return loaded
}

export function formOf(kind: string): DocumentForm {
  const form = loadForms().get(kind)
  if (form) return form
  const known = loadEvidenceKinds().get(kind)
  const why = known ? `${known.title} is not written by people: it comes about by what is done in Countersign.` : `There is no kind of document “${kind}”.`
  throw new AppError('NOT_FOUND', `${why} Kinds that people write: ${[...loadForms().keys()].join(', ')}.`)
}

function loadForm(asset: string, known: Partial<DocumentForm>): DocumentForm {
  const path = assetFile(asset)
  if (!existsSync(path)) throw new Error(`assets/${asset} is not there`)
  return documentForm.parse({ ...(parse(readFileSync(path, 'utf8')) as object), ...known })
}

const allTiers = [1, 2, 3, 4] as const

/** A kind without a form of its own: one place for Markdown for each of its required fields. */
function toGenericForm({ id, title, group, subject, fields, watch }: EvidenceKind): DocumentForm {
  return documentForm.parse({
    kind: id,
    version: 1,
    title,
    about: watch === null ? 'What this document must say.' : `What auditors find most often: ${watch.charAt(0).toLowerCase()}${watch.slice(1)}`,
    group,
    subjects: [subject, ...(['version', 'model', 'use_case', 'snapshot', 'workspace'] as const).filter((type) => type !== subject)],
    groups: [{ id: 'fields', title: 'What it must say', fields: fields.map((field) => ({ ...field, type: 'prose', required: [...allTiers] })) }],
    text: { title: 'More', help: 'Whatever else belongs to it, in Markdown.' },
  })
}
