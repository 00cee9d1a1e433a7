import { afterAll, beforeAll, expect, test } from 'vitest'
import { approver, author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place, type Template } from '../support/cli.ts'

let place: Place
let made: Template
beforeAll(async () => {
  made = await prepareTemplate()
  place = createPlace(made.root)
})
afterAll(removePlaces)

async function json<T = Record<string, unknown>>(who: string, ...args: string[]): Promise<T> {
  const run = await place.run([...args, '--json', '--workspace', 'workspace', '--as', who], passphrase(who))
  expect(run, run.stderr).toMatchObject({ code: 0 })
  return JSON.parse(run.stdout) as T
}

test('findings, waivers, conditions, comments and delegations go by the command line from their beginning to their end', async () => {
  const { review, version, check } = made
  const { id } = await json<{ id: string }>(reviewer, 'finding', 'open', version, '--severity', 'high', '--title', 'Age gap', '--text', 'Unexplained.', '--evidence', check)
  const refused = await place.run(['finding', 'close', id, '--route', 'changed', '--note', 'x', '--workspace', 'workspace', '--as', author])
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('is tested and closed by others than its owner')])
  expect(await json(author, 'finding', 'remediate', id, '--evidence', check, '--note', 'Explained.')).toMatchObject({ state: 'remediated' })
  expect(await json(reviewer, 'finding', 'severity', id, '--to', 'low', '--reason', 'Few people.')).toMatchObject({ severity: 'high', proposed: { to: 'low' } })
  expect(await json(approver, 'finding', 'agree', id, '--reason', 'Twelve people.')).toMatchObject({ severity: 'low' })
  const shown = await place.run(['finding', 'show', id, '--workspace', 'workspace', '--as', reviewer])
  expect(shown.stdout).toMatch(/Finding +X-\d+ {2}low, remediated[^]*Severity +high before, low by reviewer@example\.org and approver@example\.org[^]*You may +close/)
  expect(await json(reviewer, 'finding', 'close', id, '--route', 'explained', '--note', 'It holds.')).toMatchObject({ state: 'closed' })
  expect(await json(author, 'finding', 'list', '--state', 'closed')).toMatchObject([{ id }])

  const waiver = ['waiver', 'propose', version, '--type', 'policy-deviation', '--reason', 'Later.', '--owner', author, '--until', '2099-01-01', '--deviation']
  const never = await place.run([...waiver, 'ledger_integrity', '--workspace', 'workspace', '--as', author])
  expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('is never waived')])
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const proposed = await json<{ id: string }>(author, ...waiver.map((word) => (word === '2099-01-01' ? soon : word)), 'change_freeze')
  expect(await json(approver, 'waiver', 'grant', proposed.id)).toMatchObject({ state: 'live', statement: expect.stringContaining('countersign.example/waiver/v1\n') as string })

  const comment = await json<{ id: string }>(approver, 'comment', 'add', review, '--evidence', check, '--text', 'Which rows?')
  await json(author, 'comment', 'reply', comment.id, '--text', 'All.')
  expect(await json(approver, 'comment', 'list', '--review', review, '--open')).toMatchObject([{ id: comment.id, replies: [{ text: 'All.' }] }])

  const given = await json<{ id: string }>(reviewer, 'delegation', 'grant', approver, '--meanings', 'review', '--until', soon, '--reason', 'Away.')
  expect(await json(approver, 'delegation', 'accept', given.id)).toMatchObject({ state: 'live' })
  await json(approver, 'review', 'sign', review, '--on-behalf-of', reviewer)
  const late = await place.run(['review', 'approve', review, '--workspace', 'workspace', '--as', approver], passphrase(approver))
  expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('signed this request already')])
  expect(await json(author, 'condition', 'list', '--review', review)).toEqual([])
  const challenge = await place.run(['challenge', 'raise', review, '--area', 'data', '--text', 'Why?', '--workspace', 'workspace', '--as', approver])
  expect([challenge.code, challenge.stderr]).toEqual([2, expect.stringContaining('Challenges are raised by a validator')])
})
