import * as z from 'zod'
import { numberedRef, runId, seq } from '../ids.ts'
import { procedure } from './procedure.ts'

export const lineageKind = z.enum(['data', 'code', 'environment', 'experiment', 'run', 'logged_model', 'registered', 'version', 'check', 'document', 'review', 'signature', 'deployment'])
export type LineageKind = z.infer<typeof lineageKind>

/** Where something stands between what goes in and what comes out, from left to right. */
export const lineageStage = z.enum(['inputs', 'runs', 'models', 'registry', 'version', 'evidence', 'review', 'use'])
export type LineageStage = z.infer<typeof lineageStage>

export const lineageNode = z.object({
  /** `version:credit-lr@3`; of data that nobody registered by its digest or its name. */
  id: z.string(),
  kind: lineageKind,
  stage: lineageStage,
  /** As people call it. */
  name: z.string(),
  /** A few words more. */
  note: z.string(),
  /** SHA-256 of its bytes, or a commit; null where nothing of it was hashed. */
  digest: z.string().nullable(),
  /** The entry that made it; null for what has none of its own. */
  seq: seq.nullable(),
  /** What its page is called by: `credit-lr@3`, the id of a run, `C-41`; null where it has none. */
  ref: z.string().nullable(),
  /** How it stands, in a word; null where there is nothing to say. */
  state: z.object({ tone: z.enum(['good', 'caution', 'bad', 'void', 'info', 'plain']), word: z.string() }).nullable(),
})
export type LineageNode = z.infer<typeof lineageNode>

export const lineageEdge = z.object({
  from: z.string(),
  to: z.string(),
  /** What it rests on: the same digest on both sides, an entry that names both, or a name alone. */
  by: z.enum(['digest', 'entry', 'name']),
  /** In a few words: "the manifest names the file by its SHA-256". */
  says: z.string(),
  digest: z.string().nullable(),
  /** The entry that holds it. */
  seq: seq.nullable(),
})
export type LineageEdge = z.infer<typeof lineageEdge>

/** What led to a version, a run or a snapshot, and what came of it; told from digests and entries alone. docs/formats/lineage.md */
export const lineage = z.object({
  about: z.string(),
  nodes: z.array(lineageNode),
  edges: z.array(lineageEdge),
  /** What is not known, a sentence each, with the node that it is missing at. */
  gaps: z.array(z.object({ at: z.string(), says: z.string() })),
  /** How many were left out of each kind, where there are more than a picture holds. */
  left: z.array(z.object({ kind: lineageKind, count: z.number().int().positive() })),
})
export type Lineage = z.infer<typeof lineage>

export const lineageSubject = z.discriminatedUnion('type', [z.object({ type: z.literal('version'), ref: numberedRef }), z.object({ type: z.literal('run'), ref: runId }), z.object({ type: z.literal('snapshot'), ref: numberedRef })])
export type LineageSubject = z.infer<typeof lineageSubject>

export const lineageContract = {
  /** NOT_FOUND. */
  of: procedure.input(z.object({ subject: lineageSubject })).output(lineage),
}
