import { afterAll, beforeAll, expect, test } from 'vitest'
import { join } from 'node:path'
import * as z from 'zod'
import { approver, author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'

const view = z.object({
  bundle: z.enum(['request', 'answer']),
  parties: z.array(z.object({ kind: z.string(), id: z.string(), fingerprint: z.string(), state: z.string() })),
  refusal: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  answer: z.object({ signer: z.object({ email: z.string(), vkey: z.string() }) }).nullable(),
})
const imported = z.object({ import: z.number(), record: z.string(), bundle: z.string() })
const listed = z.array(z.object({ request: z.string().optional(), review: z.string(), answers: z.array(z.object({ email: z.string() })).optional() }))

let asking: Place
let signing: Place
let review: string
let request: string
beforeAll(async () => {
  const template = await prepareTemplate()
  review = template.review
  asking = createPlace(template.root)
  signing = createPlace()
  request = join(asking.root, 'request.countersign')
  await signing.run(['init', 'workspace', '--name', 'Model risk', '--person', `Rui Reviewer <${reviewer}>`, '--roles', 'risk'], passphrase(reviewer))
})
afterAll(removePlaces)

async function ask<T>(place: Place, schema: z.ZodType<T>, args: readonly string[], env: Record<string, string> = {}): Promise<T> {
  const run = await place.run(['--json', '--workspace', 'workspace', ...args], env)
  expect(run, run.stderr).toMatchObject({ code: 0 })
  return schema.parse(JSON.parse(run.stdout))
}

test('a request goes out, is signed elsewhere and the answer counts, command by command', async () => {
  await ask(asking, z.object({ record: z.literal(review), fingerprint: z.string() }), ['bundle', 'export', review, '--out', request, '--as', author])
  expect(await asking.run(['bundle', 'export', review, '--out', request, '--seen', '999', '--as', author, '--workspace', 'workspace'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no state of it with 999') as string })
  const alone = await createPlace().run(['bundle', 'show', request])
  expect(alone).toMatchObject({ code: 0 })
  expect(alone.stdout).toContain('first contact')
  const seen = await ask(signing, view, ['bundle', 'show', request])
  expect(seen.parties.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['ledger new', 'person new'])

  const head = signing.head()
  const untrusted = await signing.run(['bundle', 'import', request, '--workspace', 'workspace'])
  expect(untrusted.code).toBe(2)
  expect(untrusted.stderr).toContain('First contact')
  for (const { fingerprint } of seen.parties) expect(untrusted.stderr).toContain(fingerprint)
  expect(signing.head()).toBe(head)

  const trust = (parties: z.output<typeof view>['parties']) => parties.flatMap(({ fingerprint }) => ['--trust', fingerprint])
  const slip = await signing.run(['bundle', 'import', request, '--workspace', 'workspace', ...trust(seen.parties), '--trust', `${seen.parties[0]!.fingerprint}0`])
  expect([slip.code, slip.stderr]).toEqual([2, expect.stringContaining('0 is no fingerprint of this bundle')])
  const { record } = await ask(signing, imported, ['bundle', 'import', request, ...trust(seen.parties)])
  const list = await ask(signing, listed, ['review', 'list'])
  expect(list).toEqual([{ request: record, review, answers: [] }])
  const shown = await signing.run(['review', 'show', record, '--workspace', 'workspace'])
  expect(shown.stdout).toMatch(/What you would sign:\n\ncountersign\.example\/decision\/v1\nDecision: ENDORSE\n/)
  const early = await signing.run(['review', 'reject', record, '--reason', 'The groups differ.', '--workspace', 'workspace'], passphrase(reviewer))
  expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('Whoever does not endorse it signs nothing here') as string })
  const conditional = await signing.run(['review', 'approve', record, '--condition', 'Explain the gap;ana@example.org;2099-01-01;a check', '--workspace', 'workspace'], passphrase(reviewer))
  expect(conditional.stderr).toContain('Conditions are agreed on in the workspace that keeps the request')
  const signed = await signing.run(['review', 'sign', record, '--workspace', 'workspace'], passphrase(reviewer))
  expect(signed, signed.stderr).toMatchObject({ code: 0 })
  const answer = join(signing.root, 'answer.countersign')
  await ask(signing, z.object({ bundle: z.literal('answer') }), ['bundle', 'export', record, '--out', answer])

  // The template has a reviewer with a key of its own: an answer under another key is not theirs.
  const other = await ask(asking, view, ['bundle', 'show', answer])
  expect(other.refusal).toMatchObject({ code: 'FORBIDDEN', sentence: expect.stringContaining('is enrolled here with') as string })
  const refused = await asking.run(['bundle', 'import', answer, '--workspace', 'workspace', '--as', author, ...trust(other.parties)])
  expect(refused).toMatchObject({ code: 2 })
})

test('an answer by somebody whose key came with --vkey counts', async () => {
  const approving = 'vera@example.org'
  const env = { ...passphrase(reviewer), COUNTERSIGN_NEW_PASSPHRASE: passphrase(approving)['COUNTERSIGN_PASSPHRASE']! }
  await ask(signing, z.object({}), ['person', 'add', `Vera Velde <${approving}>`, '--roles', 'final_approver', '--as', reviewer], env)
  const second = await ask(signing, listed, ['review', 'list'])
  const record = second[0]!.request!
  const words = ['--reason', 'The groups differ.', '--reason-code', 'fairness_below_threshold', '--needed', 'A smaller gap.']
  const rejected = await signing.run(['review', 'reject', record, ...words, '--as', approving, '--workspace', 'workspace'], passphrase(approving))
  expect(rejected, rejected.stderr).toMatchObject({ code: 0 })
  const unclear = await signing.run(['bundle', 'export', record, '--out', 'x.countersign', '--as', approving, '--workspace', 'workspace'])
  expect(unclear.stderr).toContain('Say whose answer goes out (--by EMAIL)')
  const answer = join(signing.root, 'rejected.countersign')
  await ask(signing, z.object({}), ['bundle', 'export', record, '--out', answer, '--by', approving, '--as', approving])
  const seen = await ask(asking, view, ['bundle', 'show', answer])
  const { vkey } = seen.answer!.signer
  const added = await asking.run(['person', 'add', `Vera Velde <${approving}>`, '--roles', 'final_approver', '--vkey', vkey, '--as', author, '--workspace', 'workspace'], passphrase(author))
  expect(added, added.stderr).toMatchObject({ code: 0 })
  // The rejection counts once the reviews are in: here the reviewer of this workspace signs.
  const early = await asking.run(['bundle', 'import', answer, '--as', author, '--workspace', 'workspace'])
  expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('to reject it, it has to be decision due') as string })
  await ask(asking, z.object({ state: z.literal('pending_decision') }), ['review', 'sign', review, '--as', reviewer], passphrase(reviewer))
  const trust = seen.parties.flatMap(({ fingerprint }) => ['--trust', fingerprint])
  expect(await ask(asking, imported, ['bundle', 'import', answer, '--as', author, ...trust])).toMatchObject({ bundle: 'answer', record: review })
  const shown = await ask(asking, z.object({ state: z.string(), signatures: z.array(z.object({ email: z.string() })) }), ['review', 'show', review, '--as', approver])
  expect(shown).toMatchObject({ state: 'rejected', signatures: [{ email: reviewer }, { email: approving }] })
  expect(await asking.run(['ledger', 'verify', '--workspace', 'workspace'])).toMatchObject({ code: 0 })
  expect(await signing.run(['ledger', 'verify', '--workspace', 'workspace'])).toMatchObject({ code: 0 })
})

test('bad input is refused with a sentence and leaves what is there as it was', async () => {
  const head = asking.head()
  const refusals = [
    [['bundle', 'export', 'R-999', '--out', 'x.countersign', '--as', author], 'There is no review R-999'],
    [['bundle', 'export', 'F-1', '--out', 'x.countersign', '--as', author], 'There is no request F-1'],
    [['bundle', 'export', 'credit-lr@1', '--out', 'x.countersign', '--as', author], 'a review is named R-'],
    [['bundle', 'export', review, '--out', '.', '--as', author], 'is a folder'],
    [['bundle', 'export', review, '--out', 'x.countersign', '--seen', '0', '--as', author], '--seen takes a whole number from 1 on'],
    [['bundle', 'show', 'nothing.countersign'], 'does not exist'],
    [['bundle', 'import', 'workspace/ledger.db', '--as', author], 'is not a bundle'],
    [['person', 'add', 'Eve <eve@example.org>', '--roles', 'validator', '--vkey', 'x', '--as', author], 'not a verifier key'],
  ] as const
  for (const [args, sentence] of refusals) {
    const run = await asking.run(['--workspace', 'workspace', ...args], passphrase(author))
    expect(run).toMatchObject({ code: 2 })
    expect(run.stderr).toContain(sentence)
  }
  expect(asking.head()).toBe(head)
})
