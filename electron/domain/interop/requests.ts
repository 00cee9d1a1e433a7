import type { Answer, ForeignRequest, ForeignRequestDetail } from '../../../shared/contract/interop.ts'
import { answerableAct, type AnswerableAct } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { foreignRequestId } from '../../../shared/ids.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Index } from '../../platform/sqlite.ts'
import { cosign, keepSignatures } from '../../tlog/cosignature.ts'
import type { Person } from '../../../shared/contract/identity.ts'
import { createShownTexts, type Identity, type Signer } from '../identity/service.ts'
import { readSeen, type Ledger } from '../ledger/service.ts'
import { foresee, refuseUnfit, slotsOf, toDecision, toSignableText, whyNot, type DecisionGround, type ReviewFacts } from '../reviews/service.ts'
import { parseBundle, type Bundle } from './bundle-file.ts'
import { lookInto, toLedger, type ForeignRecords, type OpenForeign } from './foreign.ts'
import type { ForeignSignInput, ForeignStatementInput, Interop } from './service.ts'
import { readAnswers, readRequest, readRequests, type AnswerRow, type RequestRow } from './store.ts'

export interface RequestSources {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  clock: Clock
  identity: Identity
  openForeign: OpenForeign
}

/** Requests of other workspaces: read whole from the bundle that brought them, and signed here. */
export function createRequests(sources: RequestSources): Pick<Interop, 'requests' | 'request' | 'statement' | 'sign'> {
  const { ledger, index, clock, identity } = sources
  const shown = createShownTexts<ForeignStatementInput>(clock)
  const listed = (row: RequestRow): ForeignRequest => toListed(identity, row, answersTo(index, row))
  return {
    requests: () => readRequests(index).map(listed),
    request: (id, actor) => look(sources, knownRequest(index, id), (records, bundle, row) => toDetail(sources, listed(row), records, { bundle, row }, actor)),
    statement(actor, input) {
      const row = knownRequest(index, input.id)
      const { facts, ...ground } = look(sources, row, toGround)
      const now = withAnswers(facts, answersTo(index, row))
      refuseReturn(now, identity.person(actor), input.act, row)
      return shown.handOut(actor, input.id, toSignableText({ ...ground, facts: now }, identity.person(actor), input, clock), input)
    },
    async sign(actor, input: ForeignSignInput) {
      const { text, input: asked } = shown.find(actor, input)
      const row = knownRequest(index, input.id)
      const { facts } = look(sources, row, toGround)
      // Somebody may sign meanwhile.
      const refuse = () => refuseUnfit(withAnswers(facts, answersTo(index, row)), identity.person(actor), asked)
      refuse()
      const signer = await identity.unlock(actor, input.passphrase)
      ledger.append(actor, (_tip, at) => {
        refuse()
        const body = { import: row.seq, origin: row.origin, review: row.review, note: signer.signNote(text), device: signer.device, cosigned: toCosigned(sources, row.origin, signer, at) }
        return { kind: 'answer/v1', body }
      })
      shown.signed(input.sha256)
      return listed(row)
    },
  }
}

/** NOT_FOUND names the requests that there are. */
export function knownRequest(index: Index, id: string): RequestRow {
  const row = foreignRequestId.safeParse(id).success ? readRequest(index, Number(id.slice(2))) : undefined
  if (row) return row
  const existing = readRequests(index).map(({ seq }) => `F-${seq}`)
  throw new AppError('NOT_FOUND', `There is no request ${id} from another workspace here. ${existing.length === 0 ? 'None was imported yet.' : `There are: ${existing.slice(0, 12).join(', ')}.`}`)
}

/** What was signed here on the revision that this bundle brought, whichever bundle it was signed from. */
export const answersTo = (index: Index, { origin, review, request }: RequestRow): AnswerRow[] =>
  readAnswers(index, origin, review).filter(({ seq, at, email, note }) => toDecision(seq, at, email, { review, note }).revision === request.revision)

function look<T>({ blobs, openForeign }: RequestSources, row: RequestRow, act: (records: ForeignRecords, bundle: Bundle, row: RequestRow) => T): T {
  const bundle = parseBundle(`The bundle of F-${row.seq}`, blobs.read(row.sha256))
  return lookInto(openForeign, bundle, (records) => act(records, bundle, row))
}

/** What is decided on: the request as its workspace sent it. */
function toGround({ reviews, catalog }: ForeignRecords, { opened }: Bundle, row: RequestRow): DecisionGround {
  const { origin, size, root } = opened.checkpoint
  const facts = reviews.facts(row.review)
  return { facts, useCaseName: catalog.version(facts.review.version).useCase.name, ledger: { origin, size, root: Buffer.from(root, 'latin1') } }
}

/** The request as it will stand once what was signed here since has counted: an approval rests on the reviews before it. */
function withAnswers(facts: ReviewFacts, answers: readonly AnswerRow[]): ReviewFacts {
  return answers
    .map((answer) => toDecision(answer.seq, answer.at, answer.email, answer))
    .filter(({ email, revision }) => !facts.decisions.some((one) => one.email === email && one.revision === revision))
    .reduce(foresee, facts)
}

/** Acts that the tier has a place for, and the rejection, each by the rule that guards it where the request is kept. */
function toPermissions(facts: ReviewFacts, person: Person, row: RequestRow): ForeignRequestDetail['permissions'] {
  const meanings = { validate: 'validation', review: 'review', verify: 'verification', approve: 'approval' } as const
  return answerableAct.options.flatMap((act) => {
    if (act !== 'reject' && slotsOf(facts, meanings[act]).length === 0) return []
    // Conditions can not be named from here, so an approval that needs them is none.
    const why = whyNotReturn(facts, person, act, row) ?? whyNot(facts, act, person, act === 'reject' ? undefined : {})
    return [{ act, meaning: act === 'reject' ? ('rejection' as const) : meanings[act], allowed: why === null, why: why ?? 'You may sign now.' }]
  })
}

/** Before the decision is due nobody rejects: asking for changes is an act in the workspace that keeps the request, and no signature. */
function whyNotReturn(facts: ReviewFacts, person: Person, act: AnswerableAct, { name }: RequestRow): string | null {
  const { state } = facts.review
  const why = act === 'reject' && (state === 'in_validation' || state === 'in_review') ? whyNot(facts, act, person) : null
  return why && `${why} Whoever does not endorse it signs nothing here: tell ${name} what to change, so that they return it there.`
}

function refuseReturn(facts: ReviewFacts, person: Person, act: AnswerableAct, row: RequestRow): void {
  const why = whyNotReturn(facts, person, act, row)
  if (why !== null) throw new AppError('FORBIDDEN', why)
}

/** A witness vouches for the largest tree it has seen, which a later bundle may have brought. */
function toCosigned(sources: RequestSources, origin: string, { witness }: Signer, at: string): { checkpoint: string; witness: string } | null {
  const seen = readSeen(sources, origin)
  if (!seen) return null
  const byLog = keepSignatures(seen.checkpoint, ({ name }) => name === origin)
  return { checkpoint: cosign(byLog, witness, new Date(at)), witness: witness.vkey }
}

function toListed(identity: Pick<Identity, 'people'>, row: RequestRow, answers: readonly AnswerRow[]): ForeignRequest {
  const { useCase, manifestHash: _manifest, ...request } = row.request
  const { seq, at, by, origin, name } = row
  return { id: `F-${seq}`, seq, at, by, origin, ledgerName: name, ...request, useCaseName: useCase, answers: answers.map((answer) => toAnswer(identity, answer)) }
}

export function toAnswer(identity: Pick<Identity, 'people'>, { seq, at, email, review, note, cosigned }: AnswerRow): Answer {
  const { decision, meaning, reason } = toDecision(seq, at, email, { review, note })
  return { seq, at, email, name: identity.people().find((person) => person.email === email)?.name ?? email, decision, meaning, reason, note, cosigned }
}

function toDetail(sources: RequestSources, listed: ForeignRequest, records: ForeignRecords, { bundle, row }: { bundle: Bundle; row: RequestRow }, actor: string | null): ForeignRequestDetail {
  const request = records.reviews.get(listed.review)
  const facts = withAnswers(records.reviews.facts(listed.review), answersTo(sources.index, row))
  const checks = [...new Set(request.evidence.map(({ id }) => id).filter((id) => id.startsWith('C-')))]
  const documents = bundle.contents.all('document.sealed/v1').filter(({ body }) => body.document === null)
  return {
    ...listed,
    bundle: { sha256: bundle.sha256, bytes: bundle.content.byteLength },
    ledger: toLedger(bundle),
    request,
    versionDetail: records.catalog.version(request.version),
    checks: checks.map((id) => records.evidence.check(id)),
    documents: documents.map(({ seq }) => records.documents.get(`N-${seq}`)),
    permissions: actor === null ? [] : toPermissions(facts, sources.identity.person(actor), row),
    reasonCodes: facts.policy.rejectionReasons,
  }
}
