import type { BundleView } from '../../../shared/contract/interop.ts'
import { toDecision } from '../reviews/service.ts'
import { parseStatement } from '../../tlog/statement.ts'
import { parseNote } from '../../tlog/note.ts'
import type { Bundle } from './bundle-file.ts'
import { keyThatSigned, lookInto, toKey, toLedger, type ForeignRecords, type OpenForeign } from './foreign.ts'
import { toParties, type Key, type KnownKeys } from './rules.ts'

/** What the workspace that looks at a bundle makes of it. */
export interface Standing extends Pick<BundleView, 'refusal' | 'before' | 'fork' | 'importedAs'> {
  parties: KnownKeys
}

/** A verified bundle for people. Its parties are told by their state; whether to believe them is asked elsewhere. */
export function toView(path: string, bundle: Bundle, openForeign: OpenForeign, standing: Standing): BundleView {
  const { opened, fileName, sha256, content } = bundle
  return lookInto(openForeign, bundle, (records) => ({
    path,
    fileName,
    sha256,
    bytes: content.byteLength,
    bundle: opened.head.bundle,
    exportedAt: opened.head.exportedAt,
    ledger: toLedger(bundle),
    files: opened.files,
    request: bundle.request ? records.reviews.get(opened.head.review) : null,
    answer: toAnswer(bundle),
    parties: partiesOf(bundle, records, standing.parties),
    refusal: standing.refusal,
    before: standing.before,
    fork: standing.fork,
    importedAs: standing.importedAs,
  }))
}

/** The ledger, and the people whose acts in the bundle count: who asks, who signed, and who granted a waiver that it rests on. */
export function partiesOf(bundle: Bundle, records: ForeignRecords, known: KnownKeys): BundleView['parties'] {
  const { origin, name, vkey, fingerprint } = toLedger(bundle)
  return toParties({ id: origin, name, vkey, fingerprint }, peopleOf(bundle, records), known)
}

function peopleOf(bundle: Bundle, records: ForeignRecords): (Key & { part: string })[] {
  if (bundle.answer) return [{ ...keyThatSigned(bundle, bundle.answer.answer.actor, bundle.answer.answer.body.note), part: 'signed the answer' }]
  const { requestedBy, signatures } = records.reviews.get(bundle.opened.head.review)
  const people = records.people()
  const asker = people.find(({ email }) => email === requestedBy)
  const signers = signatures.map(({ email, note }) => ({ ...keyThatSigned(bundle, email, note), part: 'signed before' }))
  const before = [...(asker ? [{ ...toKey(asker), part: 'requested the review' }] : []), ...signers]
  const granters = records.reviews.facts(bundle.opened.head.review).waivers.flatMap(({ seq, granted }) => (granted ? [{ ...keyThatSigned(bundle, granted.by, granted.note), part: `granted W-${seq}` }] : []))
  const once = new Map(granters.toReversed().map((one) => [one.vkey, one]))
  return [...before, ...[...once.values()].filter(({ vkey }) => !before.some((one) => one.vkey === vkey))]
}

function toAnswer(bundle: Bundle): BundleView['answer'] {
  if (!bundle.answer) return null
  const { seq, at, actor, body } = bundle.answer.answer
  const { decision, meaning } = toDecision(seq, at, actor, body)
  const { id: email, ...signer } = keyThatSigned(bundle, actor, body.note)
  const signedAt = parseStatement(parseNote(body.note).text)?.values.get('Signed-At') ?? ''
  return { origin: body.origin, review: bundle.opened.head.review, signer: { email, ...signer }, decision, meaning, signedAt, note: body.note, cosigned: body.cosigned !== null }
}
