import type { Answer, ForeignRequest, ForeignRequestDetail } from '../../../shared/contract/interop.ts'
import { AppError } from '../../../shared/errors.ts'
import { foreignRequestId } from '../../../shared/ids.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Index } from '../../platform/sqlite.ts'
import { cosign, keepSignatures } from '../../tlog/cosignature.ts'
import { createShownTexts, type Identity, type Signer } from '../identity/service.ts'
import { readSeen, type Ledger } from '../ledger/service.ts'
import { refuseUnfit, toDecision, toSignableText, whyNotDecline, whyNotSign, type DecisionGround } from '../reviews/service.ts'
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
  const listed = (row: RequestRow): ForeignRequest => toListed(identity, row, readAnswers(index, row.origin, row.review))
  return {
    requests: () => readRequests(index).map(listed),
    request: (id, actor) => look(sources, knownRequest(index, id), (records, bundle, row) => toDetail(sources, listed(row), records, bundle, actor)),
    statement(actor, input) {
      const text = look(sources, knownRequest(index, input.id), (records, bundle, row) =>
        toSignableText(toGround(sources, records, bundle, row), identity.person(actor), input, clock),
      )
      return shown.handOut(actor, input.id, text, input)
    },
    async sign(actor, input: ForeignSignInput) {
      const { text, input: asked } = shown.find(actor, input)
      const row = knownRequest(index, input.id)
      const ground = look(sources, row, (records, bundle) => toGround(sources, records, bundle, row))
      refuseUnfit(ground.facts, identity.person(actor), asked)
      const signer = await identity.unlock(actor, input.passphrase)
      ledger.append(actor, (_tip, at) => {
        // Somebody may have signed meanwhile.
        refuseUnfit(withAnswers(ground.facts, readAnswers(index, row.origin, row.review)), signer.person, asked)
        const body = { import: row.seq, origin: row.origin, review: row.review, note: signer.signNote(text), cosigned: toCosigned(sources, row.origin, signer, at) }
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

function look<T>({ blobs, openForeign }: RequestSources, row: RequestRow, act: (records: ForeignRecords, bundle: Bundle, row: RequestRow) => T): T {
  const bundle = parseBundle(`The bundle of F-${row.seq}`, blobs.read(row.sha256))
  return lookInto(openForeign, bundle, (records) => act(records, bundle, row))
}

/** What is decided on: the request as its workspace sent it, and what was signed here since. */
function toGround({ index }: RequestSources, { reviews }: ForeignRecords, { opened }: Bundle, row: RequestRow): DecisionGround {
  const { origin, size, root } = opened.checkpoint
  const facts = withAnswers(reviews.facts(row.review), readAnswers(index, row.origin, row.review))
  return { facts, review: reviews.get(row.review), ledger: { origin, size, root: Buffer.from(root, 'latin1') } }
}

function withAnswers<F extends DecisionGround['facts']>(facts: F, answers: readonly AnswerRow[]): F {
  const here = answers.map((answer) => toDecision(answer.seq, answer.at, answer.email, answer)).filter(({ email }) => !facts.decisions.some((one) => one.email === email))
  return { ...facts, decisions: [...facts.decisions, ...here] }
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

function toDetail(sources: RequestSources, listed: ForeignRequest, records: ForeignRecords, bundle: Bundle, actor: string | null): ForeignRequestDetail {
  const request = records.reviews.get(listed.review)
  const facts = withAnswers(records.reviews.facts(listed.review), readAnswers(sources.index, listed.origin, listed.review))
  const person = actor === null ? null : sources.identity.person(actor)
  const permissions = facts.policy.signatures.map(({ meaning }) => {
    const why = person && whyNotSign(facts, person, meaning)
    return { meaning, allowed: why === null, why: why ?? 'You may sign now.' }
  })
  return {
    ...listed,
    bundle: { sha256: bundle.sha256, bytes: bundle.content.byteLength },
    ledger: toLedger(bundle),
    request,
    versionDetail: records.catalog.version(request.version),
    checks: request.evidence.map(({ check }) => records.evidence.check(check)),
    documents: records.documents.list({}).map(({ id }) => records.documents.get(id)),
    permissions: person ? permissions : [],
    mayDecline: person !== null && whyNotDecline(facts, person) === null,
  }
}
