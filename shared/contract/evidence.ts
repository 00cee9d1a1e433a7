import * as z from 'zod'
import { checkId, numberedRef, seq, sha256Hex } from '../ids.ts'
import { inputFile, verdict } from './checks/common.ts'
import { explanationChoices, explanationResult, explanationRun, explanationSettings } from './checks/explanation.ts'
import { driftChoices, driftResult, driftRun, driftSettings } from './checks/drift.ts'
import { fairnessChoices } from './checks/fairness-settings.ts'
import { fairnessResult, fairnessRun, fairnessSettings } from './checks/fairness.ts'
import { performanceResult } from './checks/performance-result.ts'
import { performanceChoices, performanceRun, performanceSettings } from './checks/performance.ts'
import { qualityChoices, qualityResult, qualityRun, qualitySettings } from './checks/quality.ts'
import { filePath, instant, procedure } from './procedure.ts'

export * from './checks/common.ts'
export * from './checks/explanation.ts'
export * from './checks/drift.ts'
export * from './checks/fairness.ts'
export * from './checks/performance-result.ts'
export * from './checks/performance.ts'
export * from './checks/quality.ts'

/** Results of every kind, told apart by `check`. */
export const checkResult = z.discriminatedUnion('check', [fairnessResult, qualityResult, driftResult, explanationResult, performanceResult])
export type CheckResult = z.infer<typeof checkResult>
export type CheckKind = CheckResult['check']
export const checkKind = z.enum(['fairness', 'quality', 'drift', 'explanation', 'performance'] satisfies CheckKind[])

const chosenFor = <More extends z.ZodRawShape>(more: More) =>
  z.discriminatedUnion('check', [
    z.strictObject({ ...more, check: z.literal('fairness'), settings: fairnessChoices }),
    z.strictObject({ ...more, check: z.literal('performance'), settings: performanceChoices }),
    z.strictObject({ ...more, check: z.literal('quality'), settings: qualityChoices }),
    z.strictObject({ ...more, check: z.literal('drift'), settings: driftChoices }),
    z.strictObject({ ...more, check: z.literal('explanation'), settings: explanationChoices }),
  ])

/** What a person chooses for a check, without the version and the files. */
export const checkChoices = chosenFor({})
export type CheckChoices = z.output<typeof checkChoices>
export type ChoicesOf<K extends CheckKind> = Extract<CheckChoices, { check: K }>['settings']

/** Written into the ledger for good, and typed on command lines: one line without control characters. */
export const templateName = z
  .string()
  .trim()
  .min(1, 'a template needs a name')
  .max(80, 'the name of a template has at most 80 characters')
  .regex(/^\P{C}*$/u, 'the name of a template is one line of visible characters')

const declared = {
  version: z.string(),
  manifestHash: sha256Hex,
  inputs: z.array(inputFile).min(1),
  /** The snapshot whose rows the data holds, with what the version said of them; left out where the data stands for itself. */
  testSet: numberedRef.optional(),
}

export const evidenceEntries = {
  'check.declared/v1': z.discriminatedUnion('check', [
    z.strictObject({ ...declared, check: z.literal('fairness'), settings: fairnessSettings }),
    z.strictObject({ ...declared, check: z.literal('performance'), settings: performanceSettings }),
    z.strictObject({ ...declared, check: z.literal('quality'), settings: qualitySettings }),
    z.strictObject({ ...declared, check: z.literal('drift'), settings: driftSettings }),
    z.strictObject({ ...declared, check: z.literal('explanation'), settings: explanationSettings }),
  ]),
  'check.completed/v1': z.strictObject({
    declaration: seq,
    version: z.string(),
    verdict,
    result: z.strictObject({ sha256: sha256Hex, bytes: z.number().int() }),
    rows: z.strictObject({ read: z.number().int(), used: z.number().int() }),
  }),
  'check.template.saved/v1': chosenFor({ name: templateName }),
}

export const check = z.object({
  id: checkId,
  kind: checkKind,
  version: z.string(),
  verdict,
  declaredSeq: seq,
  seq,
  at: instant,
  by: z.string(),
  /** In the order of their roles; the first is the one whose rows are counted. */
  inputs: z.array(z.object({ role: z.string(), name: z.string(), sha256: sha256Hex })).min(1),
  resultSha256: sha256Hex,
  rowsRead: z.number().int(),
  rowsUsed: z.number().int(),
  /** What it looked at, in a few words each: group columns, features, metrics. */
  scope: z.array(z.string()),
  /** Metrics counted by verdict: what a list shows without opening the result. */
  counts: z.partialRecord(verdict, z.number().int()),
  /** Set where the result was erased on purpose: says so for people, with who, in which entry and why. What entries say of the check stays. */
  erased: z.string().nullable(),
})
export type Check = z.infer<typeof check>

/** `result` is null where it was erased. */
export const checkDetail = check.extend({ result: checkResult.nullable() })
export type CheckDetail = z.infer<typeof checkDetail>
/** A check whose result is there. */
export type CheckWithResult<K extends CheckKind = CheckKind> = Check & { result: Extract<CheckResult, { check: K }> }

export const filePreview = z.object({
  path: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  format: z.string(),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), distinctInSample: z.number().int(), examples: z.array(z.string()), guess: z.enum(['label', 'prediction', 'score', 'group', 'id', 'other']) }),
  ),
  /** Set where the file is a sealed test set: its rows are not shown. */
  testSet: numberedRef.optional(),
  /** The first rows as text; null is a missing value. */
  rows: z.array(z.array(z.string().nullable())),
})
export type FilePreview = z.infer<typeof filePreview>

/** Choices under a name. `seq`: the entry that saved them last; earlier ones of the name stay in the ledger. */
export const checkTemplate = chosenFor({ name: z.string(), seq, at: instant, by: z.string() })
export type CheckTemplate = z.output<typeof checkTemplate>

/** A check to be run. `inputs` are paths by role. */
export const checkRun = z.discriminatedUnion('check', [fairnessRun, qualityRun, driftRun, explanationRun, performanceRun])
/** As a caller gives it: what has a default may be left out. */
export type CheckRunInput = z.input<typeof checkRun>

/** A stored result beside the one that the same settings give today on the same bytes. */
export const recomputation = z.object({
  id: checkId,
  same: z.boolean(),
  /** Where they differ: a path into the result, and both values as text. At most fifty. */
  differences: z.array(z.object({ path: z.string(), stored: z.string(), now: z.string() })),
})
export type Recomputation = z.infer<typeof recomputation>

export const evidenceContract = {
  preview: procedure.input(z.object({ path: filePath })).output(filePreview),
  checks: procedure.input(z.object({ version: numberedRef.optional() })).output(z.array(check)),
  check: procedure.input(z.object({ id: checkId })).output(checkDetail),
  /**
   * A job: reads the files, appends the declaration, then releases the counts and appends the result (a `Check`).
   * An input problem is refused before anything is written.
   */
  run: procedure.input(checkRun).output(z.object({ job: z.string() })),
  /** What the check was told, as a person would choose it again: settings of the check without what the program fills in. */
  choices: procedure.input(z.object({ id: checkId })).output(checkChoices),
  /** By kind and name; of a name, what was saved last. */
  templates: procedure.input(z.object({ check: checkKind.optional() })).output(z.array(checkTemplate)),
  /** A name is unique within its kind: saving again replaces what it stands for. */
  saveTemplate: procedure.input(chosenFor({ name: templateName })).output(checkTemplate),
  /** A job: counts again with the stored settings, on files of the recorded digests, and compares (a `Recomputation`). Writes nothing. */
  recompute: procedure.input(z.object({ id: checkId, inputs: z.record(z.string(), filePath) })).output(z.object({ job: z.string() })),
}
