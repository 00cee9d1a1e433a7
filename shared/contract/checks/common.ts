import * as z from 'zod'
import { numberedRef, sha256Hex } from '../../ids.ts'

export const verdict = z.enum(['pass', 'warn', 'fail', 'insufficient_data', 'not_applicable', 'error'])
export type Verdict = z.infer<typeof verdict>

/** Bounds that a value must keep, `min` ≤ value ≤ `max`; `source` says where the numbers come from. */
export const threshold = z.strictObject({
  max: z.number().optional(),
  min: z.number().optional(),
  /** Narrower bounds: a value beyond them and within the others is a warning. */
  warn: z.strictObject({ max: z.number().optional(), min: z.number().optional() }).optional(),
  source: z.string(),
})
export type Threshold = z.infer<typeof threshold>

/** The registered test set whose rows the data holds, with what the version said of them: a use of it, although the file is another one. */
export const overTestSet = { testSet: numberedRef.optional() }

/** A file as it was read. `role` says what it is to the check: `data`, `reference`, `benchmark` … */
export const inputFile = z.strictObject({ role: z.string(), name: z.string(), sha256: sha256Hex, bytes: z.number().int(), format: z.string() })
export type InputFile = z.infer<typeof inputFile>

/** One judged, or only reported, number of a result. `value` null has a `reason`; `low`/`high` bound the 95 % interval. */
export const measure = z.strictObject({
  name: z.string(),
  /** What it speaks of: group columns, a column, a segment, a window; empty for the whole file. */
  over: z.array(z.string()),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  threshold: threshold.nullable(),
  verdict,
  /** Rows that the value rests on. */
  n: z.number().int(),
  reason: z.string().optional(),
})
export type Measure = z.infer<typeof measure>

/** Rows of the main input. `read` = `used` + the rows left out; what else is counted in `excluded` each kind says. */
export const rowCounts = z.strictObject({ read: z.number().int(), used: z.number().int(), excluded: z.record(z.string(), z.number().int()) })
export type RowCounts = z.infer<typeof rowCounts>

/** What the result of every kind of check has. Stored canonically as a blob: docs/formats/check-result.md */
export const resultHead = {
  schema: z.literal('countersign/check-result/1'),
  verdict,
  inputs: z.array(inputFile).min(1),
  /** `query`: SHA-256 of the statements that counted. */
  engine: z.strictObject({ countersign: z.string(), duckdb: z.string(), query: sha256Hex }),
  rows: rowCounts,
  /** Sentences on what the result does not show. */
  limits: z.array(z.string()),
}

export interface ResultHead {
  schema: 'countersign/check-result/1'
  verdict: Verdict
  inputs: InputFile[]
  engine: { countersign: string; duckdb: string; query: string }
  rows: RowCounts
  limits: string[]
}
