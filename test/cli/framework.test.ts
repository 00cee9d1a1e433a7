import { afterAll, beforeAll, expect, test } from 'vitest'
import { author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'

let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const here = (who: string) => ['--workspace', 'workspace', '--as', who]
const run = async (...args: string[]) => {
  const ran = await place.run(args)
  expect(ran, ran.stderr).toMatchObject({ code: 0 })
  return ran.stdout
}

test('control sets are listed and shown, the statuses of a version counted, and its gaps named with what to do', async () => {
  const [list, shown] = await Promise.all([run('framework', 'list', ...here(author)), run('framework', 'show', 'nyc-ll144', ...here(author))])
  expect(list).toMatch(/• +eu-ai-act +EU AI Act +86 +2026-11-21/)
  expect(list).toContain('Annex 22 (draft)')
  expect(shown).toMatch(/2023-07-05 +enforced/)
  const [status, gaps, all] = await Promise.all([
    run('framework', 'status', 'credit-lr@1', ...here(author)),
    run('framework', 'status', 'credit-lr@1', '--framework', 'ai-verify', '--gaps', ...here(author)),
    run('framework', 'status', '--all', '--json', ...here(author)),
  ])
  expect(status).toMatch(/○ +us-mrm +\d+ missing, .*\d+ partial/)
  expect(`${status}${gaps}`).toContain('Not legal advice.')
  expect(`${status}${gaps}`).not.toMatch(/%|compliant/i)
  expect(gaps).toContain('→ Write “Model card” under Documents, fill its required fields, and seal it.\n      countersign document new model_card --for credit-lr@1')
  expect(JSON.parse(all)).toMatchObject({ versions: 1, scope: { by: null } })
  const none = await place.run(['framework', 'show', 'soc-2', '--json', ...here(author)])
  expect([none.code, JSON.parse(none.stdout)]).toEqual([2, { error: { code: 'NOT_FOUND', message: expect.stringContaining('There are: eu-ai-act,') as string } }])
})

test('a control is set aside, and evidence that there was none stated, by a signature over the printed text; the scope is chosen', async () => {
  const aside = ['framework', 'not-applicable', 'credit-lr@1', 'eu-ai-act', 'EUAIA.ART6.3', '--reason', 'Not placed on the market.']
  const before = place.head()
  const refused = await place.run([...aside, ...here(author)], passphrase(author))
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('nobody confirms their own work')])
  expect(place.head()).toBe(before)
  const signed = await place.run([...aside, ...here(reviewer)], passphrase(reviewer))
  expect(signed, signed.stderr).toMatchObject({ code: 0 })
  expect(signed.stdout).toContain('Statement: I state that this control does not apply to this version.')
  const nil = await place.run(['framework', 'nil', 'credit-lr@1', 'incident', '--from', '2026-01-01', '--until', '2026-03-31', '--reason', 'The log is empty.', '--json', ...here(reviewer)], passphrase(reviewer))
  expect(nil, nil.stderr).toMatchObject({ code: 0 })
  const scope = await run('framework', 'scope', '--set', 'eu-ai-act', '--role', 'provider', '--reason', 'We build it.', '--json', ...here(author))
  expect(JSON.parse(scope)).toMatchObject({ frameworks: ['eu-ai-act'], roles: ['provider'] })
  const status = JSON.parse(await run('framework', 'status', 'credit-lr@1', '--json', ...here(author))) as { tier: number; frameworks: { counts: Record<string, number> }[] }
  expect(status.frameworks).toHaveLength(1)
  const gaps = JSON.parse(await run('framework', 'status', 'credit-lr@1', '--framework', 'eu-ai-act', '--json', ...here(author))) as { controls: { id: string; status: string }[] }
  expect(gaps.controls.find(({ id }) => id === 'EUAIA.ART6.3')).toMatchObject({ status: 'not_applicable' })
  await run('ledger', 'verify', ...here(author))
})
