import * as z from 'zod'
import { numberedRef, reviewId, seq, sha256Hex } from '../ids.ts'
import { filePath, instant, procedure } from './procedure.ts'

/** `deployed`: a person said that it runs from there; `registered`: the version was registered from there. */
export const artefactPlace = z.enum(['deployed', 'registered'])
export type ArtefactPlace = z.infer<typeof artefactPlace>

export const artefactEntries = {
  /** What the program saw where the artefact of an approved version lies. Written when it is another one than before; `name` is all that is said of the path. */
  'artefact.observed/v1': z.strictObject({ version: numberedRef, place: artefactPlace, name: z.string(), expected: sha256Hex, found: sha256Hex }),
}

/** `missing` is no mismatch: nothing is there to be another one. */
export const artefactState = z.enum(['same', 'other', 'missing', 'unreadable', 'not_looked'])
export type ArtefactState = z.infer<typeof artefactState>

/** Where the artefact of a version lies on this computer. Known here only, not in the ledger. */
export const watchedArtefact = z.object({
  version: numberedRef,
  place: artefactPlace,
  path: z.string(),
  name: z.string(),
  expected: sha256Hex,
  state: artefactState,
  found: sha256Hex.nullable(),
  /** Since when it is so, as far as this computer looked. */
  since: instant.nullable(),
  lookedAt: instant.nullable(),
  /** The approval that it is watched for; null: nothing follows from it now. */
  review: reviewId.nullable(),
  /** The newest entry about it. */
  observed: seq.nullable(),
})
export type WatchedArtefact = z.infer<typeof watchedArtefact>

export const artefactsContract = {
  /** Those whose place is known on this computer. */
  list: procedure.input(z.object({ version: numberedRef.optional() })).output(z.array(watchedArtefact)),
  /** Says where the deployed artefact of a version lies: a file or a folder, as the manifest has it. */
  place: procedure.input(z.object({ version: numberedRef, path: filePath })).output(z.array(watchedArtefact)),
  /** It is watched there no longer; what was seen stays in the ledger. */
  forget: procedure.input(z.object({ version: numberedRef, place: artefactPlace })).output(z.array(watchedArtefact)),
  /** Looks now, at each of them; a job whose result is the list. */
  look: procedure.output(z.object({ job: z.string() })),
}
