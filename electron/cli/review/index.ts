import type { Command } from 'commander'
import { numberedRef } from '../../../shared/ids.ts'
import { reviewsContract, signedAct, type Permission, type SignedAct, type StandIn } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { toWords } from '../../../shared/id-words.ts'
import { isForeign, showForeign, toListJson } from '../foreign-review.ts'
import { toInput } from '../input.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Session, type Terminal } from '../session.ts'
import { addArtefacts } from './artefacts.ts'
import { addBatch } from './batch.ts'
import { addPlainActs } from './plain.ts'
import { addSignedActs } from './signed.ts'
import { toReviewJson, toReviewText } from './text.ts'

export function addReview(program: Command, terminal: Terminal): void {
  const group = program.command('review').description('requests for sign-off, from the draft to the end of the approval')
  addRequest(group, terminal)
  addList(group, terminal)
  addShow(group, terminal)
  addSignedActs(group, terminal)
  addBatch(group, terminal)
  addPlainActs(group, terminal)
  addArtefacts(group, terminal)
}

function addRequest(group: Command, terminal: Terminal): void {
  group
    .command('request')
    .description('Opens a request for sign-off. Where the policy asks for no signature of the owner, manifest, evidence and policy are frozen at once; otherwise "review submit" does it.')
    .argument('<model@n>', 'the version')
    .option('--message <text>', 'what the reviewers should know')
    .action((version: string, options: { message?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const review = workspace.reviews.request(actor(), await toInput(reviewsContract.request, { version, ...options }))
        terminal.output.result(toReviewJson(review), toReviewText(review))
      }),
    )
}

function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists the reviews, and the requests that came from other workspaces.')
    .option('--version <model@n>', 'those of one version')
    .option('--waiting', 'those that wait for a signature of whoever acts (--as)')
    .action((options: { version?: string; waiting?: boolean }, command: Command) =>
      inWorkspace(terminal, command, ({ workspace, actor }) => {
        const version = options.version === undefined ? undefined : parseVersion(options.version)
        const all = options.waiting ? workspace.reviews.waitingFor(actor()) : workspace.reviews.list({ version })
        const reviews = all.filter((one) => version === undefined || one.version === version)
        const foreign = options.waiting || version !== undefined ? [] : workspace.interop.requests()
        const rows = [
          ...foreign.map((one) => [one.id, one.version, one.answers.length === 0 ? 'not signed here' : 'signed here', one.requestedBy, `${one.review} of ${one.ledgerName}`]),
          ...reviews.map((one) => [one.id, one.version, toWords(one.state), one.requestedBy, one.stateReason]),
        ]
        terminal.output.result([...foreign.map(toListJson), ...reviews.map(toReviewJson)], toTable(['review', 'version', 'state', 'requested by', ''], rows))
        return Promise.resolve()
      }),
    )
}

function parseVersion(text: string): string {
  const found = numberedRef.safeParse(text)
  if (!found.success) throw new AppError('BAD_INPUT', `--version is a version such as credit-lr@3; "${text}" is none.`)
  return found.data
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows what is decided on, the evidence, who signed, who is missing, what is in the way, and what whoever acts (--as) may do and would sign.')
    .argument('<id>', 'the review, such as R-17, or F-12 from another workspace')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async (session) => {
        const { workspace, reader } = session
        if (isForeign(id)) return showForeign(terminal, session, id)
        const { id: known } = await toInput(reviewsContract.get, { id })
        const review = workspace.reviews.get(known)
        const view = toView(workspace, known, reader())
        const triggers = workspace.reviews.watched([review]).flatMap((one) => one.triggers)
        terminal.output.result({ ...toReviewJson(review), triggers, ...view }, [toReviewText(review), triggers.map(({ since, detail }) => `Look again, since ${since.slice(0, 10)}: ${detail}`).join('\n'), toViewText(view)].filter(Boolean).join('\n\n'))
      }),
    )
}

/** What one person may do with the review, and the statement of the act that needs no further words; nothing where it is not known who looks. */
interface View {
  permissions: Permission[]
  /** What they may sign in whose place. */
  standIns: StandIn[]
  statement: string | null
}

function toView({ reviews }: Session['workspace'], id: string, who: string | null): View {
  const permissions = who === null ? [] : reviews.permissions(id, who)
  const mine = (['validate', 'review', 'verify', 'approve'] as const).find((act) => permissions.some((one) => one.act === act && one.allowed))
  return { permissions, standIns: who === null ? [] : reviews.standIns(id, who), statement: who && mine ? statementOf(reviews, who, { id, act: mine }) : null }
}

/** Null where the act asks for more words first, such as an approval that has to name conditions. */
function statementOf(reviews: Session['workspace']['reviews'], who: string, input: { id: string; act: SignedAct }): string | null {
  try {
    return reviews.statement(who, input).text
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') return null
    throw error
  }
}

function toViewText({ permissions, standIns, statement }: View): string {
  const allowed = permissions.filter((one) => one.allowed).map(({ act }) => (act === 'review' ? 'sign' : act))
  // Where nothing may be done, the sentences say why not for what the request waits for.
  const refused = permissions.filter(({ act, allowed: may }) => !may && signedAct.safeParse(act).success).map(({ act, why }) => `${act}: ${why}`)
  const own = permissions.length === 0 ? '' : allowed.length > 0 ? `You may: ${allowed.join(', ')}.` : refused.join('\n')
  const may = [own, ...standIns.map(({ act, onBehalfOf, delegation }) => `For ${onBehalfOf}, by ${delegation}, you may: ${act === 'review' ? 'sign' : act}.`)].filter(Boolean).join('\n')
  return statement === null ? may : `${may}\n\nWhat you would sign:\n\n${statement.trimEnd()}`
}
