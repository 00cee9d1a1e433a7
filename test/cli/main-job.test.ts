import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { afterAll, expect, test } from 'vitest'
import { comparison, verdict, metricName, rate, rateName, threshold } from '../../shared/contract/evidence.ts'
import { sha256Hex } from '../../shared/ids.ts'
import { approver, author, createPlace, passphrase, removePlaces, reviewer, type Place } from '../support/cli.ts'
import { predictionsFile } from '../support/world.ts'

const checkOutput = z.strictObject({
  check: z.string().regex(/^C-\d+$/),
  kind: z.literal('fairness'),
  verdict,
  rows: z.number().int(),
  used: z.number().int(),
  limits: z.array(z.string()),
  excluded: z.record(z.string(), z.number().int()),
  groups: z.array(
    z.strictObject({
      by: z.record(z.string(), z.string()),
      n: z.number().int(),
      selected: z.number().int(),
      tp: z.number().int(),
      fp: z.number().int(),
      fn: z.number().int(),
      tn: z.number().int(),
      rates: z.record(rateName, rate),
    }),
  ),
  comparisons: z.array(comparison),
  bootstrap: z.array(z.object({ name: metricName, low: z.number(), high: z.number() })),
  flips: z.array(z.object({ name: metricName, to: z.enum(['pass', 'fail']), persons: z.number().int() })),
  metrics: z.array(
    z.strictObject({
      name: metricName,
      over: z.array(z.string()),
      value: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      threshold: threshold.nullable(),
      verdict,
      n: z.number().int(),
      reason: z.string().optional(),
    }),
  ),
})
const reviewOutput = z.object({ review: z.string().regex(/^R-\d+$/), state: z.string(), missing: z.array(z.object({ meaning: z.string() })) })
const verifyOutput = z.object({
  verdict: z.enum(['intact', 'broken', 'incomplete', 'unreadable']),
  size: z.number().int(),
  rootHash: z.string(),
  checkpoint: z.string(),
  findings: z.array(z.strictObject({ kind: z.string(), seq: z.number().nullable(), detail: z.string() })),
})

/** Starts the program with --json, expects the exit code, and gives what stands on standard output by the schema. */
async function ask<T>(place: Place, schema: z.ZodType<T>, args: readonly string[], { env = {}, code = 0 }: { env?: Record<string, string>; code?: number } = {}): Promise<T> {
  const run = await place.start(['--json', '--workspace', 'workspace', ...args], env)
  expect(run, run.stderr).toMatchObject({ code })
  return schema.parse(JSON.parse(run.stdout))
}

afterAll(removePlaces)

test('the main job, from an empty folder to a dossier that the ledger answers for', async () => {
  const place = createPlace()
  const as = (email: string) => ['--as', email]
  await ask(place, z.object({ origin: z.string() }), ['init', 'workspace', '--name', 'German credit', '--person', `Ana Author <${author}>`, '--roles', 'author,owner'], {
    env: passphrase(author),
  })
  for (const [name, email, roles] of [['Rui Reviewer', reviewer, 'risk-sme,expert'], ['Ada Approver', approver, 'final_approver']] as const) {
    const env = { ...passphrase(author), COUNTERSIGN_NEW_PASSPHRASE: passphrase(email)['COUNTERSIGN_PASSPHRASE']! }
    const person = await ask(place, z.object({ person: z.string(), roles: z.array(z.string()) }), ['person', 'add', `${name} <${email}>`, '--roles', roles, ...as(author)], { env })
    expect(person.person).toBe(email)
  }
  await ask(place, z.object({ useCase: z.string(), tier: z.literal(2) }), ['use-case', 'add', 'Retail credit', '--purpose', 'Rank applications.', '--tier', '2', ...as(author)])
  const snapshot = await ask(
    place,
    z.strictObject({ snapshot: z.string(), sha256: sha256Hex, rows: z.number(), columns: z.array(z.strictObject({ name: z.string(), type: z.string() })) }),
    ['dataset', 'add', predictionsFile, '--name', 'german-predictions', '--protected', 'sex,age_group', ...as(author)],
  )
  expect(snapshot).toMatchObject({ snapshot: 'german-predictions@1', rows: 1000, sha256: digestOf(predictionsFile) })
  expect(snapshot.columns.map((column) => column.name)).toContain('age_group')
  await ask(place, z.object({ model: z.literal('credit-lr') }), ['model', 'add', 'credit-lr', '--use-case', 'Retail credit', '--task', 'classification', ...as(author)])
  const added = await ask(
    place,
    z.strictObject({ version: z.string(), manifestHash: sha256Hex }),
    ['version', 'add', 'credit-lr', '--data', snapshot.snapshot, '--artefact', predictionsFile, '--param', 'C=1.0', 'solver=a=b', ...as(author)],
  )
  expect(added.version).toBe('credit-lr@1')

  const fairness = ['check', 'fairness', '--version', added.version, '--data', predictionsFile, '--label', 'label', '--positive', '1', '--group', 'sex,age_group', ...as(author)]
  const check = await ask(place, checkOutput, [...fairness, '--prediction', 'prediction'], { code: 1 })
  expect(check).toMatchObject({ verdict: 'fail', rows: 1000 })
  expect(check.groups.map(({ by, n, tp, fp, fn, tn }) => ({ by, n, tp, fp, fn, tn }))).toEqual(expect.arrayContaining(referenceGroups))
  const difference = check.metrics.find((metric) => metric.name === 'demographic_parity_difference' && metric.over.join() === 'age_group')
  expect(difference!.value).toBeCloseTo(0.14554905782975958, 12)
  expect(difference).toMatchObject({ verdict: 'fail', n: 1000, threshold: { max: 0.1 } })
  const byScore = await ask(place, checkOutput, [...fairness, '--score', 'score', '--threshold', '0.5'], { code: 1 })
  expect(byScore.groups).toEqual(check.groups)

  const review = await ask(place, reviewOutput, ['review', 'request', added.version, ...as(author)])
  const shown = await place.start(['review', 'show', review.review, '--workspace', 'workspace', ...as(reviewer)])
  expect(shown.stdout).toContain('countersign.example/decision/v1')
  expect(shown.stdout).toContain('Missing')
  const sign = await place.start(['review', 'sign', review.review, '--workspace', 'workspace', ...as(reviewer)], passphrase(reviewer))
  expect(sign, sign.stderr).toMatchObject({ code: 0 })
  expect(sign.stdout).toMatch(/countersign\.example\/decision\/v1\nDecision: ENDORSE\n[^]*Signer-ID: reviewer@example\.org/)
  const approved = await ask(place, reviewOutput, ['review', 'approve', review.review, ...as(approver)], { env: passphrase(approver) })
  expect(approved).toMatchObject({ state: 'approved', missing: [] })

  const pdf = join(place.root, 'dossier.pdf')
  const reportOutput = z.strictObject({ report: z.string().regex(/^D-\d+$/), sha256: sha256Hex, bytes: z.number().int(), asOf: z.number().int() })
  const dossier = await ask(place, reportOutput, ['report', 'dossier', added.version, '--out', 'dossier.pdf', ...as(author)])
  expect(dossier.sha256).toBe(digestOf(pdf))
  const again = await ask(place, reportOutput, ['report', 'dossier', added.version, '--out', 'again.pdf', '--as-of', String(dossier.asOf), ...as(author)])
  expect(again).toMatchObject({ sha256: dossier.sha256, asOf: dossier.asOf })
  expect(readFileSync(join(place.root, 'again.pdf')).equals(readFileSync(pdf))).toBe(true)

  const verified = await ask(place, verifyOutput, ['ledger', 'verify', '--checkpoint', 'dossier.pdf'])
  expect(verified).toMatchObject({ verdict: 'intact', findings: [] })
  const note = await place.start(['ledger', 'checkpoint', '--workspace', 'workspace'])
  expect(note.stdout).toBe(verified.checkpoint)
  const entries = await ask(place, z.array(z.object({ seq: z.number(), kind: z.string(), ledger: z.string() })), ['ledger', 'show', '--from', '3'])
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: verified.size - 3 }, (_, i) => i + 3))
  const decisions = await ask(place, z.array(z.object({ kind: z.literal('decision/v1') })), ['ledger', 'show', '--type', 'decision/v1'])
  expect(decisions).toHaveLength(2)
}, 240_000)

const referenceGroups = [
  { by: { sex: 'female' }, n: 310, tp: 177, fp: 50, fn: 24, tn: 59 },
  { by: { sex: 'male' }, n: 690, tp: 430, fp: 103, fn: 69, tn: 88 },
  { by: { age_group: '25 or under' }, n: 190, tp: 84, fp: 38, fn: 26, tn: 42 },
  { by: { age_group: 'over 25' }, n: 810, tp: 523, fp: 115, fn: 67, tn: 105 },
  { by: { sex: 'female', age_group: '25 or under' }, n: 105, tp: 47, fp: 18, fn: 11, tn: 29 },
  { by: { sex: 'female', age_group: 'over 25' }, n: 205, tp: 130, fp: 32, fn: 13, tn: 30 },
  { by: { sex: 'male', age_group: '25 or under' }, n: 85, tp: 37, fp: 20, fn: 15, tn: 13 },
  { by: { sex: 'male', age_group: 'over 25' }, n: 605, tp: 393, fp: 83, fn: 54, tn: 75 },
]

const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
