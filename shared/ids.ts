import * as z from 'zod'

/**
 * Names of records. A check, review or report is named by the sequence number of the entry that created it
 * (`C-41` is entry 41), so a name can be found in the ledger by hand and no counter can disagree with it.
 */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest has 64 lower-case hexadecimal digits')
export const seq = z.number().int().nonnegative()
export const checkId = z.string().regex(/^C-\d+$/, 'a check is named C-<entry>, for example C-41')
export const reviewId = z.string().regex(/^R-\d+$/, 'a review is named R-<entry>, for example R-17')
export const reportId = z.string().regex(/^D-\d+$/, 'a dossier is named D-<entry>, for example D-20')
export const foreignRequestId = z.string().regex(/^F-\d+$/, 'a request from another workspace is named F-<entry>, for example F-12')
export const proposalId = z.string().regex(/^P-\d+$/, 'a proposed policy is named P-<entry>, for example P-12')
export const attestationId = z.string().regex(/^A-\d+$/, 'an attestation of the inventory is named A-<entry>, for example A-30')
export const useCaseId = z.string().regex(/^U-\d+$/, 'a use case is named U-<entry>, for example U-3')

export const findingId = z.string().regex(/^X-\d+$/, 'a finding is named X-<entry>, for example X-31')
export const conditionId = z.string().regex(/^K-\d+$/, 'a condition is named K-<entry>, for example K-31')
export const waiverId = z.string().regex(/^W-\d+$/, 'a waiver is named W-<entry>, for example W-31')
export const challengeId = z.string().regex(/^H-\d+$/, 'a challenge is named H-<entry>, for example H-31')
export const commentId = z.string().regex(/^M-\d+$/, 'a comment is named M-<entry>, for example M-31')
export const delegationId = z.string().regex(/^G-\d+$/, 'a delegation is named G-<entry>, for example G-31')

export const testSetId = z.string().regex(/^T-\d+$/, 'a sealed test set is named T-<entry>, for example T-31')

export const documentId = z.string().regex(/^N-\d+$/, 'a document is named N-<entry>, for example N-12')
export const draftId = z.string().regex(/^draft-[1-9]\d*$/, 'a draft is named draft-<number>, for example draft-3')

/** A device in signatures: random, made once by the program. */
export const deviceId = z.string().regex(/^[0-9a-f]{32}$/, 'a device is named by 32 lower-case hexadecimal digits')

/** A short name used in references such as `credit-lr@3`: letters, digits, dot, dash and underscore, no space. */
export const slug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a name starts with a letter or digit and has letters, digits, ".", "-" and "_" only')
export const numberedRef = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}@[1-9]\d*$/, 'written NAME@NUMBER, for example credit-lr@3')

export const toRef = (name: string, number: number): string => `${name}@${number}`

/** Splits `NAME@NUMBER`; the input must already match `numberedRef`. */
export function parseRef(ref: string): { name: string; number: number } {
  const at = ref.lastIndexOf('@')
  return { name: ref.slice(0, at), number: Number(ref.slice(at + 1)) }
}

export type Sha256Hex = z.infer<typeof sha256Hex>

/** As MLflow's clients write them: `0` is the experiment that every workspace has. */
export const experimentId = z.string().regex(/^[a-zA-Z0-9][\w-]{0,63}$/, 'an experiment is named by its number, for example 3')
export const runId = z.string().regex(/^[a-zA-Z0-9][\w-]{0,255}$/, 'a run is named by 32 hexadecimal digits')
