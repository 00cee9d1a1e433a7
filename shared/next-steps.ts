import type { EvidenceKind, MadeAs } from './contract/evidence-kinds.ts'
import type { Predicate } from './contract/policies.ts'

/** How each kind of evidence comes about, as an instruction. */
const making: Record<MadeAs, (title: string) => string> = {
  document: (title) => `Write “${title}” under Documents, fill its required fields, and seal it.`,
  manifest: () => 'Register a version that names it: artefact, data, code and environment are given with “version add”.',
  check: (title) => `Run the check that gives “${title}” (under Checks, or with “check run”).`,
  tiering: () => 'Answer the questions of the tier under Use cases.',
  registration: () => 'Fill in the entry of the model under Models.',
  run: () => 'Record the run and link it to the version, or describe it in a document.',
  test_set: () => 'Seal the test set on the page of its snapshot (or with “dataset seal-test-set”), say how it was split, and look for its rows in the other data with a data-quality check.',
  review: () => 'It comes about in a review of the version: open one under Reviews.',
  deployment: () => 'Record the deployment of the version, or describe it in a document.',
  application: (title) => `Countersign makes “${title}” itself, when the ledger is verified, a dossier is written or a backup is checked.`,
}

/** What somebody else can do about a predicate that does not hold; the others are mended by making the evidence anew. */
const mending: Partial<Record<Predicate, string>> = {
  complete: 'Fill in what is missing and seal it again.',
  signed: 'Have it signed by somebody in the role asked for.',
  independent: 'Have it made again by somebody who made nothing of the version.',
  passed: 'Mend the cause and run it again, or ask for a waiver.',
  not_failed: 'Find the cause, mend it and have it done again: what failed counts until whoever made it sets it aside with a reason, or until a waiver lets it pass.',
  current: 'Do it again: what there is has aged or speaks of an earlier state.',
  predeclared: 'Criteria count only where they stand in the ledger before the result: declare them, then run the test again.',
  covers_segments: 'Run it again with the segments that the policy names, or say why one is left out.',
  closed: 'Close what is open of high severity.',
  not_overdue: 'Settle what is past its date, or have the date extended.',
  published: 'Record where and when it was published, with the digest of a copy.',
  acknowledged: 'Have everybody whom it names acknowledge it.',
  retained: 'Attach a rule on how long it is kept.',
  sealed: 'Test on a set that was sealed before anybody opened it, and that nobody who made the version guards or opened.',
  bound: 'Make it again for exactly this version.',
}

/** One instruction for a demand that is not met; null where it is. `any`: there is a record of the kind already. */
export function nextStep(kind: Pick<EvidenceKind, 'title' | 'madeAs' | 'nilOk'>, lacking: readonly Predicate[], any: boolean): string | null {
  const first = lacking[0]
  if (first === undefined) return null
  const made = making[kind.madeAs[0]!](kind.title)
  if (any) return mending[first] ?? made
  return kind.nilOk ? `${made} If there was none, sign that there was none in the period.` : made
}
