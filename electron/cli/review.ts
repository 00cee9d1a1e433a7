import type { Command } from 'commander'
import type * as z from 'zod'
import { meaning, reviewsContract, type Meaning, type permission, type Review } from '../../shared/contract/reviews.ts'
import { AppError } from '../../shared/errors.ts'
import { decideForeign, isForeign, showForeign, toListJson } from './foreign-review.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

type Permission = z.infer<typeof permission>

export function addReview(program: Command, terminal: Terminal): void {
  const group = program.command('review').description('requests for sign-off and the signatures on them')
  addRequest(group, terminal)
  addShow(group, terminal)
  addSign(group, terminal)
  addDecline(group, terminal)
  group
    .command('list')
    .description('Lists the reviews, and the requests that came from other workspaces.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const reviews = workspace.reviews.list({})
        const foreign = workspace.interop.requests()
        const rows = [
          ...foreign.map((one) => [one.id, one.version, one.answers.length === 0 ? 'not signed here' : 'signed here', one.requestedBy, `${one.review} of ${one.ledgerName}`]),
          ...reviews.map((one) => [one.id, one.version, one.state, one.requestedBy, one.stateReason]),
        ]
        terminal.output.result([...foreign.map(toListJson), ...reviews.map(toJson)], toTable(['review', 'version', 'state', 'requested by', ''], rows))
      }),
    )
}

function addRequest(group: Command, terminal: Terminal): void {
  group
    .command('request')
    .description('Asks for sign-off. Freezes the manifest, the evidence and the policy that the signers decide on.')
    .argument('<model@n>', 'the version')
    .option('--message <text>', 'what the reviewers should know')
    .action((version: string, options: { message?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const input = await toInput(reviewsContract.request, { version, ...options })
        const review = workspace.reviews.request(actor(), input)
        terminal.output.result(toJson(review), toText(review))
      }),
    )
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows what is decided on, the evidence, who signed, who is missing, and the statement that whoever acts (--as) would sign.')
    .argument('<id>', 'the review, such as R-17, or F-12 from another workspace')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async (session) => {
        const { workspace, reader } = session
        if (isForeign(id)) return showForeign(terminal, session, id)
        const { id: known } = await toInput(reviewsContract.get, { id })
        const review = workspace.reviews.get(known)
        const view = toView(workspace, known, reader())
        terminal.output.result({ ...toJson(review), ...view }, [toText(review), toViewText(view)].filter(Boolean).join('\n\n'))
      }),
    )
}

/** What one person may do with the review and would sign; nothing where it is not known who looks. */
function toView({ reviews }: Session['workspace'], id: string, who: string | null): { permissions: Permission[]; statement: string | null } {
  const permissions = who === null ? [] : reviews.permissions(id, who)
  const mine = permissions.find((one) => one.allowed)
  return { permissions, statement: who && mine ? reviews.statement(who, { id, meaning: mine.meaning, decision: 'sign' }).text : null }
}

function toViewText({ permissions, statement }: { permissions: Permission[]; statement: string | null }): string {
  const may = permissions.map((one) => `${one.meaning}: ${one.why}`).join('\n')
  return statement === null ? may : `${may}\n\nWhat you would sign:\n\n${statement.trimEnd()}`
}

function addSign(group: Command, terminal: Terminal): void {
  group
    .command('sign')
    .description('Prints the exact statement and signs it with the key of whoever acts (--as).')
    .argument('<id>', 'the review, such as R-17, or F-12 from another workspace')
    .requiredOption('--meaning <meaning>', 'review or approval', parseMeaning)
    .option('--reason <text>', 'a remark that becomes part of the statement')
    .action((id: string, options: { meaning: Meaning; reason?: string }, command: Command) =>
      inWorkspace(terminal, command, (session) => (isForeign(id) ? decideForeign : decide)(terminal, session, { id, decision: 'sign', ...options })),
    )
}

function addDecline(group: Command, terminal: Terminal): void {
  group
    .command('decline')
    .description('Declines with reasons: a signed statement that ends the review.')
    .argument('<id>', 'the review, such as R-17, or F-12 from another workspace')
    .requiredOption('--reason <text>', 'why; it becomes part of the statement')
    .action((id: string, options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async (session) => {
        if (isForeign(id)) return decideForeign(terminal, session, { id, decision: 'decline', ...options })
        const { id: known } = await toInput(reviewsContract.get, { id })
        const mine = session.workspace.reviews.permissions(known, session.actor()).find((one) => one.allowed)
        await decide(terminal, session, { id, decision: 'decline', meaning: mine?.meaning ?? 'review', ...options })
      }),
    )
}

/** What is signed is what was printed: the digest of the printed text goes with the passphrase. */
async function decide(terminal: Terminal, { workspace, actor }: Session, typed: Record<string, unknown>): Promise<void> {
  const who = actor()
  const statement = workspace.reviews.statement(who, await toInput(reviewsContract.statement, typed))
  terminal.output.say(statement.text)
  const passphrase = await readPassphrase(who)
  const signing = await toInput(reviewsContract.sign, { id: typed['id'], sha256: statement.sha256, passphrase })
  const review = await workspace.reviews.sign(who, signing)
  terminal.output.result({ ...toJson(review), statement: statement.text }, toText(review))
}

function parseMeaning(text: string): Meaning {
  const found = meaning.safeParse(text.toLowerCase())
  if (!found.success) throw new AppError('BAD_INPUT', `--meaning is review or approval; "${text}" is neither.`)
  return found.data
}

const missing = (review: Review) => review.requirements.filter((one) => one.signedBy === null).map(({ meaning, roles }) => ({ meaning, roles }))

function toJson(review: Review) {
  const { id, version, state, stateReason, manifestHash, evidenceHash, evidence, policy, signatures, expiresAt } = review
  const signed = signatures.map(({ seq, at, email, role, decision, meaning, reason, counts }) => ({ seq, at, email, role, decision, meaning, reason, counts }))
  return { review: id, version, state, stateReason, manifestHash, evidenceHash, evidence, policy, signatures: signed, missing: missing(review), expiresAt }
}

function toText(review: Review): string {
  const head = toFields([
    ['Review', `${review.id}  ${review.state}`],
    ['', review.stateReason],
    ['Version', `${review.version}, for ${review.useCase} ${review.useCaseName} (tier ${review.tier})`],
    ['Manifest', review.manifestHash],
    ['Policy', `${review.policy.id} ${review.policy.version}: ${review.policy.title}`],
    ['Requested', `${review.requestedByName} <${review.requestedBy}>, ${review.requestedAt}`],
    ...review.evidence.map((item) => ['Evidence', `${item.check}  ${item.verdict}  ${item.sha256}`] as const),
    ...review.signatures.map((one) => ['Signed', `${one.name} <${one.email}>: ${one.meaning}, ${one.at}${one.counts ? '' : ' (counts no more)'}`] as const),
    ...missing(review).map((one) => ['Missing', `a signature for ${one.meaning} by: ${one.roles.join(', ')}`] as const),
  ])
  return review.message === '' ? head : `${head}\n\n${review.message}`
}
