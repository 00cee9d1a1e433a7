import { foreignRequestId } from '../../shared/ids.ts'
import type { SignedAct } from '../../shared/contract/reviews.ts'
import { interopContract, type ForeignRequest, type ForeignRequestDetail } from '../../shared/contract/interop.ts'
import { AppError } from '../../shared/errors.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import type { Session, Terminal } from './session.ts'

/** Requests of other workspaces are shown and signed by the commands for our own; their names tell them apart. */
export const isForeign = (id: string): boolean => foreignRequestId.safeParse(id).success

export function showForeign(terminal: Terminal, { workspace, reader }: Session, id: string): void {
  const who = reader()
  const detail = workspace.interop.request(id, who)
  // A rejection needs words of its own.
  const mine = detail.permissions.find((one) => one.allowed && one.act !== 'reject')
  const statement = who && mine ? workspace.interop.statement(who, { id, act: mine.act }).text : null
  const { versionDetail: _version, checks: _checks, documents: _documents, ...json } = detail
  const may = detail.permissions.map((one) => `${one.act === 'review' ? 'sign' : one.act}: ${one.why}`).join('\n')
  terminal.output.result({ ...json, statement }, [toText(detail), may, ...(statement === null ? [] : [`What you would sign:\n\n${statement.trimEnd()}`])].filter(Boolean).join('\n\n'))
}

/** What is signed is what was printed: the digest of the printed text goes with the passphrase. */
export async function decideForeign(terminal: Terminal, { workspace, actor }: Session, typed: { id: string; act: SignedAct } & Record<string, unknown>): Promise<void> {
  const who = actor()
  if (typed['conditions'] !== undefined) throw new AppError('BAD_INPUT', `Conditions are agreed on in the workspace that keeps the request: ${typed.id} can not be approved with conditions here. Nothing was written.`)
  const statement = workspace.interop.statement(who, await toInput(interopContract.statement, typed))
  terminal.output.say(statement.text)
  const passphrase = await readPassphrase(who)
  const request = await workspace.interop.sign(who, await toInput(interopContract.sign, { id: typed.id, sha256: statement.sha256, passphrase }))
  terminal.output.result({ ...toListJson(request), statement: statement.text }, `Signed. Send it back with: countersign bundle export ${request.id} --out FILE.countersign${request.answers.length > 1 ? ` --by ${who}` : ''}`)
}

export function toListJson({ id, origin, ledgerName, review, revision, version, requestedBy, requestedAt, answers }: ForeignRequest) {
  const signed = answers.map(({ seq, at, email, decision, meaning, reason, cosigned }) => ({ seq, at, email, decision, meaning, reason, cosigned }))
  return { request: id, origin, ledgerName, review, revision, version, requestedBy, requestedAt, answers: signed }
}

function toText({ id, ledger, request, requestedBy, requestedByName, requestedAt, answers, checks, documents }: ForeignRequestDetail): string {
  const head = toFields([
    ['Request', `${id}  ${request.id} of ${ledger.name}${request.revision > 1 ? `, revision ${request.revision}` : ''}`],
    ['Ledger', `${ledger.origin}, ${ledger.size} entries`],
    ['Version', `${request.version}, for ${request.useCase} ${request.useCaseName} (tier ${request.tier})`],
    ['Manifest', request.manifestHash],
    ['Policy', `${request.policy.id} ${request.policy.version}: ${request.policy.title}`],
    ['Requested', `${requestedByName} <${requestedBy}>, ${requestedAt}`],
    ...checks.map((check) => ['Evidence', `${check.id}  ${check.verdict}  ${check.resultSha256}`] as const),
    ...documents.map((one) => ['Evidence', `${one.id}  ${one.kindTitle}  ${one.title}  ${one.sha256}`] as const),
    ...request.signatures.map((one) => ['Signed there', `${one.name} <${one.email}>: ${one.meaning}, ${one.at}`] as const),
    ...answers.map((one) => ['Signed here', `${one.name} <${one.email}>: ${one.meaning}, ${one.at}`] as const),
  ])
  return request.message === '' ? head : `${head}\n\n${request.message}`
}
