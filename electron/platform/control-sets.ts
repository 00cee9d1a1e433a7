import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { clause, control, controlSet, controlSetHead, type ControlSet } from '../../shared/contract/frameworks.ts'
import { assetFile } from './assets.ts'

/** In the order in which screens list them: the most asked for first. */
export const controlSetIds = [
  'eu-ai-act',
  'eu-ai-act-annex-iv',
  'eu-ai-act-annex-viii',
  'nist-ai-rmf',
  'nist-ai-600-1',
  'us-mrm',
  'nyc-ll144',
  '21-cfr-part-11',
  'alcoa-plus',
  'osfi-e23',
  'pra-ss1-23',
  'iso-42001',
  'ai-verify',
  'fda-pccp',
  'eu-gmp-annex-22',
] as const

/** The files as people edit them: docs/formats/framework.md */
const one = z
  .strictObject({ kind: z.string(), is: clause.shape.is, max_age_days: z.number().optional(), by_roles: clause.shape.byRoles, measures: clause.shape.measures })
  .transform(({ max_age_days, by_roles, ...rest }) => ({ ...rest, maxAgeDays: max_age_days ?? null, ...(by_roles && { byRoles: by_roles }) }))
const entry = z.union([z.strictObject({ any: z.array(one).min(2) }).transform(({ any }) => any), one.transform((clause) => [clause])])
const { role, mode, tiers } = control.shape
const written = z
  .strictObject({ id: z.string(), ref: z.string(), gist: z.string(), when: z.array(entry), mode, tiers, role: role.unwrap().optional(), applies_from: z.string().optional(), legacy: z.string().optional(), note: z.string().optional() })
  .transform(({ role = null, applies_from = null, legacy = null, note = null, ...rest }) => ({ ...rest, role, appliesFrom: applies_from, legacy, note }))
const { title, reference, status, subject, sources, version } = controlSetHead.shape
const file = z
  .strictObject({ schema: z.literal('countersign/control-set/1'), id: z.string(), version, as_of: z.string(), title, reference, status, subject, source_quality: z.string(), sources, draft: z.literal(true).optional(), tasks: controlSetHead.shape.tasks.unwrap().optional(), dates: controlSetHead.shape.dates.optional(), controls: z.array(written) })
  .transform(({ as_of, source_quality, draft = false, tasks = null, dates = [], ...rest }) => ({ ...rest, asOf: as_of, sourceQuality: source_quality, draft, tasks, dates }))

const loaded = new Map<string, ControlSet>()

/** One control set as it ships with the program, or undefined. Each file is read once. */
export function loadControlSet(id: string): ControlSet | undefined {
  if (!controlSetIds.some((known) => known === id)) return undefined
  let set = loaded.get(id)
  if (!set) {
    const bytes = readFileSync(assetFile(`frameworks/${id}.yaml`))
    set = controlSet.strip().parse({ ...file.parse(parse(bytes.toString('utf8'))), sha256: createHash('sha256').update(bytes).digest('hex') })
    loaded.set(id, set)
  }
  return set
}

export const loadControlSets = (): ControlSet[] => controlSetIds.map((id) => loadControlSet(id)!)
