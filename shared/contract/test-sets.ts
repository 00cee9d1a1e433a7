import * as z from 'zod'
import { numberedRef, runId, seq, sha256Hex, slug, testSetId } from '../ids.ts'
import { verdict } from './checks/common.ts'
import { email, filePath, instant, line, procedure } from './procedure.ts'
import { datasetRole } from './runs.ts'
import { tier } from './tier.ts'

/** How the set was split from the rest; null: not said. */
const split = z.strictObject({ method: z.string().nullable(), seed: z.string().nullable(), parts: z.string().nullable() })

const used = { snapshot: numberedRef, sha256: sha256Hex }

export const testSetEntries = {
  /** From here on the snapshot is a sealed test set; its name is `T-` and the number of the entry. docs/formats/test-set.md */
  'test-set.sealed/v1': z.strictObject({
    ...used,
    purpose: z.string(),
    /** Who guards it. */
    custodian: z.string(),
    /** Who may use it; empty: anybody in the workspace. */
    users: z.array(z.string()),
    /** The model that it is kept for; null: any. */
    model: z.string().nullable(),
    split,
  }),
  /** A use that no other entry tells of. `person`: who got or used it, where that is somebody else than the actor. */
  'test-set.used/v1': z.discriminatedUnion('how', [
    z.strictObject({ ...used, how: z.literal('export'), purpose: z.string(), person: z.string().nullable(), file: z.string() }),
    z.strictObject({ ...used, how: z.literal('outside'), purpose: z.string(), person: z.string().nullable() }),
    z.strictObject({ ...used, how: z.literal('run'), run: runId, role: datasetRole }),
    z.strictObject({ ...used, how: z.literal('recomputation'), check: z.string(), version: z.string() }),
  ]),
}

/** `version`: a manifest names it; `document`: it is attached to one; `bundle`: a bundle speaks of it without its rows. */
export const dataUseHow = z.enum(['check', 'run', 'export', 'outside', 'document', 'version', 'recomputation', 'bundle'])
export type DataUseHow = z.infer<typeof dataUseHow>

/** One act that had to do with the bytes of a snapshot, as its entry tells. */
export const dataUse = z.object({
  seq,
  at: instant,
  by: z.string(),
  how: dataUseHow,
  /** What it was to the act: data, reference, train, test. */
  roles: z.array(z.string()),
  version: z.string().nullable(),
  run: z.string().nullable(),
  /** Who got or used it, where the entry says somebody else than its actor. */
  person: z.string().nullable(),
  /** For what, in a few words: fairness, the name of a file. */
  detail: z.string(),
})
export type DataUse = z.infer<typeof dataUse>

/** `number`: which use it is, from 1; null: it does not count. */
export const numberedUse = dataUse.extend({ number: z.number().int().nullable() })
export type NumberedUse = z.infer<typeof numberedUse>

export const testSetSeal = z.object({
  id: testSetId,
  seq,
  at: instant,
  by: z.string(),
  snapshot: numberedRef,
  sha256: sha256Hex,
  purpose: z.string(),
  custodian: z.string(),
  users: z.array(z.string()),
  model: z.string().nullable(),
  split,
})
export type TestSetSeal = z.infer<typeof testSetSeal>

const shownUse = numberedUse.extend({
  /** What was done, as a phrase. */
  what: z.string(),
  /** Why it does not count; null where it does. */
  why: z.string().nullable(),
  /** What came of a check: its name and verdict. */
  check: z.object({ id: z.string(), verdict }).nullable(),
  beforeSeal: z.boolean(),
})

/** What a policy says of the test sets of a tier. */
const limits = z.object({ tier, sealed: z.boolean(), maxUses: z.number().int().nullable() })

export const snapshotUses = z.object({
  snapshot: numberedRef,
  sha256: sha256Hex,
  seal: testSetSeal.nullable(),
  /** In the order of the ledger. */
  uses: z.array(shownUse),
  counted: z.number().int(),
  /** What the policy in force says of each tier, as far as it says anything. */
  limits: z.array(limits),
  /** Versions that were tested on it, each with why the test is not independent; empty: nothing speaks against it. */
  tests: z.array(z.object({ version: numberedRef, opened: z.array(z.string()) })),
})
export type SnapshotUses = z.infer<typeof snapshotUses>

/** Data that the tests of a version were made on, as far as they are checks of performance or fairness. */
export const testedOn = z.object({
  sha256: sha256Hex,
  /** The name of the file, as the newest of the checks read it. */
  file: z.string(),
  seal: testSetSeal.nullable(),
  /** Uses of these bytes by anybody, for anything. */
  counted: z.number().int(),
  checks: z.array(z.object({ id: z.string(), kind: z.enum(['performance', 'fairness']), use: z.number().int().nullable(), sealed: z.boolean() })),
  opened: z.array(z.string()),
})
export type TestedOn = z.infer<typeof testedOn>

/** `asked`: what the tier of the version asks of them. */
export const testsOfVersion = z.object({ asked: limits, data: z.array(testedOn) })
export type TestsOfVersion = z.infer<typeof testsOfVersion>

/** What somebody should know before they use it. */
export const useWarning = z.object({
  snapshot: numberedRef,
  custodian: z.string(),
  number: z.number().int(),
  /** Of the tier that it is used for; null: none, or not known. */
  limit: z.number().int().nullable(),
  over: z.boolean(),
  /** Why the acting person may not use it; null: they may. */
  refusal: z.string().nullable(),
  sentence: z.string(),
})
export type UseWarning = z.infer<typeof useWarning>

const snapshot = z.object({ snapshot: numberedRef })
const purpose = line(500)
const said = line(500).nullable().default(null)

export const testSetsContract = {
  /** All that are sealed, the newest first, each with how often it was used. */
  list: procedure.output(z.array(testSetSeal.extend({ counted: z.number().int() }))),
  /** Everything that entries tell of the bytes of a snapshot, sealed or not. */
  uses: procedure.input(snapshot).output(snapshotUses),
  /** On what data a version was tested, sealed or not. */
  tested: procedure.input(z.object({ version: numberedRef })).output(testsOfVersion),
  /** For good: it stays sealed. CONFLICT where these bytes are sealed already. */
  seal: procedure
    .input(
      snapshot.extend({
        purpose,
        custodian: email.optional(),
        users: z.array(email).max(100).default([]),
        model: slug.nullable().default(null),
        split: z.object({ method: said, seed: said, parts: said }).default({ method: null, seed: null, parts: null }),
      }),
    )
    .output(snapshotUses),
  /** What using this snapshot, or this file where it is one, would be; null: no sealed test set. `version`: what it would be used for. */
  warning: procedure.input(z.object({ snapshot: numberedRef.optional(), path: filePath.optional(), version: numberedRef.optional() })).output(useWarning.nullable()),
  /** A use that happened outside of the program, said by somebody who knows of it. */
  record: procedure.input(snapshot.extend({ purpose, person: line(200).optional() })).output(snapshotUses),
  /** Copies the file, which has to be these very bytes, and says so in an entry; the job's result is an `ExportedData`. */
  export: procedure.input(snapshot.extend({ file: filePath, out: filePath, purpose, person: line(200).optional() })).output(z.object({ job: z.string() })),
}

export const exportedData = z.object({ snapshot: numberedRef, path: z.string(), seq, number: z.number().int().nullable() })
export type ExportedData = z.infer<typeof exportedData>
