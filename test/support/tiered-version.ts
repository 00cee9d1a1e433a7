import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkRun, type CheckRunInput } from '../../shared/contract/evidence.ts'
import type { DocumentForm, FormField } from '../../shared/contract/document-form.ts'
import type { DocumentContent } from '../../shared/contract/documents.ts'
import type { EvidenceSubject } from '../../shared/contract/evidence-record.ts'
import type { Role } from '../../shared/contract/identity.ts'
import type { Tier } from '../../shared/contract/tier.ts'
import type { Workspace } from '../../electron/core/workspace.ts'
import { builtIn, demandsOf } from '../../electron/domain/policies/service.ts'
import { answers } from './tiering.ts'
import { predictionsFile, quiet } from './world.ts'

/** Everybody whom the highest tier asks for, in the order in which they sign. */
export const signers: Record<string, Role> = {
  'owner@example.org': 'model_owner',
  'validator@example.org': 'validator',
  'expert@example.org': 'subject_matter_expert',
  'risk@example.org': 'risk_sme',
  'counsel@example.org': 'legal_counsel',
  'engineer@example.org': 'software_engineer',
  'compliance@example.org': 'compliance_reviewer',
  'approver@example.org': 'final_approver',
}

const levels: Record<Tier, 0 | 1 | 2 | 3> = { 1: 3, 2: 2, 3: 1, 4: 0 }
/** The program or a check brings these; people write the others. */
const fromElsewhere = ['risk_classification', 'dataset_fingerprint', 'environment_snapshot', 'code_reference', 'model_artifact', 'data_quality_profile', 'performance_test', 'segment_performance', 'calibration_check', 'fairness_check', 'challenge_entry']

/** A version of the named tier under the policy "tiered", with everything that it demands but for what validation brings. */
export async function addTieredVersion(workspace: Workspace, author: string, tier: Tier, folder: string): Promise<string> {
  const { catalog, evidence, testSets } = workspace
  const useCase = catalog.addUseCase(author, { name: `Use in tier ${tier}`, purpose: 'Rank applications.', affected: 'Applicants.', tier, tierReasons: '' })
  catalog.recordAssessment(author, { ...answers({ exposure: levels[tier] }), useCase: useCase.id })
  const path = writePredictions(folder, tier)
  const snapshot = await catalog.addSnapshot(author, { path, name: `predictions-${tier}`, description: 'Out-of-fold predictions.', protected: ['sex'], rights: { licence: 'CC BY 4.0' } }, quiet)
  catalog.addModel(author, { name: `credit-${tier}`, useCase: useCase.id, task: 'classification', description: 'Logistic regression.', owner: 'owner@example.org' })
  const [artefact, lockfile] = [join(folder, `model-${tier}.onnx`), join(folder, 'requirements.txt')]
  writeFileSync(artefact, `a model of tier ${tier}`)
  writeFileSync(lockfile, 'numpy==2.1.0\nscikit-learn==1.5.2\n')
  const code = join(folder, `code-${tier}`)
  const git = (...args: string[]) => execFileSync('git', ['-C', code, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { stdio: 'ignore' })
  mkdirSync(code, { recursive: true })
  writeFileSync(join(code, 'train.py'), 'print(1)\n')
  for (const args of [['init', '-q'], ['remote', 'add', 'origin', 'https://example.org/credit.git'], ['add', '.'], ['commit', '-qm', 'train']]) git(...args)
  const { ref } = await catalog.addVersion(author, { model: `credit-${tier}`, artefact, data: [snapshot.ref], code, environment: lockfile, parameters: { C: '1.0' }, note: '' }, quiet)
  const kinds = demandsOf(builtIn('tiered'), tier).evidence.map(({ kind }) => kind)
  const subjects: Record<EvidenceSubject['type'], EvidenceSubject> = {
    version: { type: 'version', ref },
    model: { type: 'model', ref: `credit-${tier}` },
    use_case: { type: 'use_case', ref: useCase.id },
    snapshot: { type: 'snapshot', ref: snapshot.ref },
    workspace: { type: 'workspace', ref: 'workspace' },
  }
  for (const kind of kinds) if (!fromElsewhere.includes(kind) && kind !== 'validation_report' && kind !== 'independence_declaration') sealFilled(workspace, author, kind, subjects, tier)
  const sealed = demandsOf(builtIn('tiered'), tier).testSet.sealed
  if (sealed) testSets.seal(author, { snapshot: snapshot.ref, purpose: 'Tests before the first approval', custodian: 'validator@example.org', users: [], model: null, split: { method: 'out of fold', seed: '7', parts: null } })
  if (kinds.includes('fairness_check')) for (const run of checks(ref, { data: path })) await evidence.run(author, checkRun.parse(run), quiet)
  return ref
}

/** The same rows in another order for each tier: a test set that another version was tested on would be opened before. */
function writePredictions(folder: string, tier: Tier): string {
  const [head, ...rows] = readFileSync(predictionsFile, 'utf8').trimEnd().split('\n')
  const file = join(folder, `predictions-${tier}.csv`)
  writeFileSync(file, `${[head, ...rows.slice(tier), ...rows.slice(0, tier)].join('\n')}\n`)
  return file
}

/** Seals a document of a kind with every field that the tier asks for. */
export function sealFilled({ documents }: Workspace, author: string, kind: string, subjects: Record<EvidenceSubject['type'], EvidenceSubject>, tier: Tier): void {
  const form = documents.forms().find((one) => one.kind === kind)!
  const draft = documents.drafts.begin(author, { kind, subject: subjects[form.subjects[0]! as EvidenceSubject['type']] })
  const { content, revision } = documents.drafts.get(author, draft.id)
  documents.drafts.save(author, { id: draft.id, revision, content: { ...content, ...fill(form, tier, content) } })
  documents.seal(author, draft.id)
}

function fill(form: DocumentForm, tier: Tier, content: DocumentContent): Partial<DocumentContent> {
  const asked = form.groups.flatMap(({ fields }) => fields).filter(({ required }) => required.includes(tier))
  const fields = asked.filter(({ type }) => type !== 'section' && type !== 'yaml')
  const sections = asked.filter(({ type }) => type === 'section').map(({ title, headings }) => `## ${headings[0] ?? title}\n\nAs agreed.\n`)
  return {
    title: `${form.title} of the story`,
    fields: { ...content.fields, ...Object.fromEntries(fields.map((field) => [field.id, toValue(field, form)])) },
    text: sections.length === 0 ? content.text : sections.join('\n'),
  }
}

function toValue({ id, type, options, columns }: FormField, { items }: DocumentForm): DocumentContent['fields'][string] {
  if (type === 'list') return ['As agreed.']
  if (type === 'choice') return options[0]!.id
  if (type === 'date') return '2026-11-20'
  if (type !== 'table') return 'As agreed.'
  const closed = items?.field === id ? { [items.closed.column]: items.closed.values[0]! } : {}
  return [{ ...Object.fromEntries(columns.map((column) => [column.id, column.type === 'choice' ? column.options[0]!.id : column.type === 'date' ? '2090-06-30' : 'As agreed.'])), ...closed }]
}

const source = 'agreed beforehand'
function checks(version: string, inputs: { data: string }): CheckRunInput[] {
  return [
    { check: 'quality', version, inputs, settings: { rules: [{ kind: 'unique', column: 'row_id' }] } },
    { check: 'fairness', version, inputs, settings: { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: { demographic_parity_difference: { max: 0.9, source } }, minimumGroup: 30 } },
    {
      check: 'performance',
      version,
      inputs,
      settings: { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null }, segments: [{ column: 'sex', bands: null, edges: null }], thresholds: { accuracy: { min: 0.5, source }, ece: { max: 0.5, source } } },
    },
  ]
}
