import type { Person } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import { openCosignature, parseCosignerVkey } from '../../tlog/cosignature.ts'
import { NoteError } from '../../tlog/note.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import type { Identity } from '../identity/service.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import type { Reviews } from '../reviews/service.ts'
import type { Bundle } from './bundle-file.ts'
import type { AnswerContents } from './contents.ts'
import { isSignedBy, keyThatSigned } from './foreign.ts'
import { ForkError } from './knowledge.ts'
import type { Key } from './rules.ts'

export interface AnswerSources {
  ledger: Ledger
  identity: Pick<Identity, 'people'>
  reviews: Pick<Reviews, 'acceptAnswer'>
}

/**
 * Whether a statement that was signed elsewhere counts here: it answers this ledger, its signer is enrolled with the key that
 * signed, and the rules of reviews let it pass as the records stand now. Throws what keeps it from counting; gives the entries that
 * follow from it. `entry` is the one that will bring it in.
 */
export function countAnswer(sources: AnswerSources, bundle: Bundle & { answer: AnswerContents }, entry: { seq: number; at: string }): EntryDraft[] {
  const { ledger, reviews } = sources
  const { head } = bundle.opened
  if (head.reviewLedger !== ledger.origin) {
    throw new AppError('CONFLICT', `This answers a request of the ledger ${head.reviewLedger}; this one is ${ledger.origin}. Import it where ${head.review} was requested. Nothing was written.`)
  }
  const { actor, body } = bundle.answer.answer
  const person = signerHere(sources.identity, keyThatSigned(bundle, actor, body.note), body.note)
  // First, because it can be the gravest news: the rules of reviews would only say that the statement does not fit.
  if (body.cosigned) refuseCosignature(ledger, body.cosigned, person)
  return reviews.acceptAnswer(head.review, body.note, person, entry)
}

/** The person as enrolled here. First contact is an enrolment: by a second person's hand, who compared the fingerprint. */
function signerHere(identity: Pick<Identity, 'people'>, key: Key, note: string): Person {
  const person = identity.people().find(({ email }) => email === key.id)
  if (!person) {
    throw new AppError(
      'FORBIDDEN',
      `${key.name} <${key.id}> signed, and is not enrolled in this workspace. Compare the fingerprint ${key.fingerprint} with them by another way; then somebody who is enrolled adds them: countersign person add "${key.name} <${key.id}>" --roles ROLE --vkey ${key.vkey}. Nothing was written.`,
    )
  }
  if (person.revoked) throw new AppError('FORBIDDEN', `The key of ${key.id} was revoked here (entry ${person.revoked.seq}: ${person.revoked.reason}). A signature by it counts no more: they need a new key, and sign again. Nothing was written.`)
  if (!isSignedBy(note, person.vkey)) {
    throw new AppError(
      'FORBIDDEN',
      `${key.id} signed with the key ${key.fingerprint}, and is enrolled here with ${fingerprintOfVkey(person.vkey)}. Ask them by another way which one is theirs. If it is this one, somebody else who is enrolled replaces the key: countersign person replace-key ${key.id} --reason WHY --vkey ${key.vkey}. Then import the answer again. Nothing was written.`,
    )
  }
  return person
}

/** A witness who saw another history of ours is the gravest news that a bundle can bring. */
function refuseCosignature(ledger: Ledger, { checkpoint, witness }: { checkpoint: string; witness: string }, person: Person): void {
  const check = ledger.checkCheckpoint(checkpoint)
  if (check.outcome === 'forked') throw new ForkError(`${person.name} has seen another history of this ledger. ${check.sentence} Nothing was written.`, { seen: check.ours ?? '', brought: checkpoint })
  if (check.outcome !== 'holds') throw new AppError('CONFLICT', `The checkpoint that ${person.name} cosigned is refused. ${check.sentence} Nothing was written.`)
  try {
    const key = parseCosignerVkey(witness)
    openCosignature(checkpoint, key)
    if (key.name === person.keyName) return
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
  }
  throw new AppError('BAD_INPUT', `The cosignature that ${person.name} is said to have given does not belong to them or to the checkpoint. Nothing was written.`)
}
