import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { BundleView, Party } from '../../../shared/contract/interop.ts'
import { AppError } from '../../../shared/errors.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { countAnswer } from './answers.ts'
import { loadBundle, type Bundle } from './bundle-file.ts'
import { lookInto, toLedger } from './foreign.ts'
import { findImport, ForkError, toContinuity, toKnownKeys, type Continuity } from './knowledge.ts'
import { refuseUnconfirmed } from './rules.ts'
import type { Interop, InteropOptions } from './service.ts'
import { partiesOf, toView } from './view.ts'

export function createImports(options: InteropOptions): Pick<Interop, 'inspect' | 'import'> {
  const { ledger, index, blobs, openForeign } = options
  return {
    inspect(path) {
      const bundle = loadBundle(path)
      const standing = { parties: toKnownKeys(options, bundle), importedAs: findImport(index, bundle.sha256), ...toRefusal(options, bundle) }
      return toView(path, bundle, openForeign, standing)
    },
    async import(actor, { path, confirmed }, work) {
      if (ledger.readOnly) throw new AppError('READ_ONLY', ledger.readOnly.reason)
      await step(work, 0, 'Verifying the bundle')
      const bundle = loadBundle(path)
      const { log, head } = bundle.opened
      await step(work, 1, 'Comparing it with what is known')
      // Folding the bundle takes its time; the write lock is for what may change meanwhile.
      judge(options, bundle, nextEntry(options))
      const parties = lookInto(openForeign, bundle, (records) => partiesOf(bundle, records, toKnownKeys(options, bundle)))
      const compared = toCompared(bundle, parties)
      refuseUnconfirmed(compared, confirmed)
      await step(work, 2, 'Writing the entry')
      const [entry] = ledger.append(actor, ({ size }, at) => {
        const { continuity, follows } = judge(options, bundle, { seq: size, at })
        const key = ({ id, vkey, fingerprint }: Party) => ({ name: id, vkey, fingerprint })
        // On disk before the entry that names it is committed: a crash in between leaves a blob that nothing names.
        return [{ kind: 'import/v1', body: toBody(bundle, continuity, compared.map(key), blobs.put(bundle.content)) }, ...follows]
      })
      const record = bundle.request ? `F-${entry!.seq}` : head.review
      return { seq: entry!.seq, bundle: head.bundle, record, origin: log.name, ledgerName: bundle.contents.name }
    },
  }
}

/** Between two steps others are served, and the person may have changed their mind. */
async function step(work: Work, done: number, note: string): Promise<void> {
  work.progress(done, 3, note)
  await nextTurn()
  if (work.signal.aborted) throw new AppError('CANCELLED', 'The import was cancelled; nothing was written.')
}

/** Whose fingerprint has to be compared. Who signed an answer is known by their enrolment, or refused. */
const toCompared = (bundle: Bundle, parties: readonly Party[]): Party[] => parties.filter(({ kind, state }) => state !== 'known' && (kind === 'ledger' || !bundle.answer))

/** The entry that an import would be now. */
const nextEntry = ({ ledger, clock }: InteropOptions) => ({ seq: ledger.tip().size, at: clock.now().toISOString() })

/** How the bundle continues what is known, and what an answer brings about; throws what keeps it out, first contact aside. */
function judge(options: InteropOptions, bundle: Bundle, entry: { seq: number; at: string }): { continuity: Continuity; follows: EntryDraft[] } {
  const { ledger, index } = options
  const before = findImport(index, bundle.sha256)
  if (before !== null) throw new AppError('CONFLICT', `This bundle was imported before: it is ${before}. Nothing was written.`)
  if (bundle.opened.log.name === ledger.origin) throw new AppError('CONFLICT', 'This bundle went out from this very workspace; import it in the one that it is for. Nothing was written.')
  const continuity = toContinuity(options, bundle)
  const { answer } = bundle
  return { continuity, follows: answer ? countAnswer(options, { ...bundle, answer }, entry) : [] }
}

function toRefusal(options: InteropOptions, bundle: Bundle): Pick<BundleView, 'refusal' | 'before' | 'fork'> {
  try {
    if (options.ledger.readOnly) throw new AppError('READ_ONLY', options.ledger.readOnly.reason)
    return { refusal: null, before: judge(options, bundle, nextEntry(options)).continuity.before, fork: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { refusal: { code: error.code, sentence: error.message.split('\n\n')[0]! }, before: null, fork: error instanceof ForkError ? error.fork : null }
  }
}

function toBody(bundle: Bundle, continuity: Continuity, confirmed: { name: string; vkey: string; fingerprint: string }[], blob: { sha256: string; bytes: number }) {
  const { origin, name, vkey: logVkey } = toLedger(bundle)
  const { checkpoint, head } = bundle.opened
  const imported = { bundle: blob, origin, name, logVkey, size: checkpoint.size, root: hashToBase64(checkpoint.root), checkpoint: checkpoint.note, ...continuity, confirmed }
  if (bundle.answer) {
    const { actor, body } = bundle.answer.answer
    return { ...imported, answer: { review: head.review, signer: actor, note: body.note, ...(body.device !== undefined && { device: body.device }), cosigned: body.cosigned } }
  }
  const { review, submitted, useCase } = bundle.request!
  const asker = bundle.contents.all('person.enrolled/v1').find(({ body }) => body.email === review.actor)
  const request = {
    review: head.review,
    revision: submitted.revision,
    version: review.body.version,
    useCase: useCase.body.name,
    manifestHash: submitted.frozen.manifestHash,
    evidence: submitted.frozen.evidence.length,
    requestedBy: review.actor,
    requestedByName: asker?.body.name ?? review.actor,
    requestedAt: review.at,
  }
  return { ...imported, request }
}
