import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approver, author, createPlace, passphrase, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'

/** Each test continues where the one before it ended. */
let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const second = 'second@example.org'
const here = ['--workspace', 'workspace']

async function run<T>(args: readonly string[], env: Record<string, string> = {}, code = 0): Promise<T> {
  const ended = await place.run([...args, '--json'], env)
  expect(ended, ended.stderr + ended.stdout).toMatchObject({ code })
  return JSON.parse(ended.stdout) as T
}
const refused = async (args: readonly string[], env: Record<string, string> = {}) => (await run<{ error: { message: string } }>(args, env, 2)).error.message

test('a policy is shown in words, exported, edited and compared, with what it would mean for the versions here', async () => {
  const shown = await place.run(['policy', 'show', 'tiered', '--tier', '3', ...here])
  expect(shown.stdout).toContain('Tier 3, moderate')
  expect(shown.stdout).toMatch(/signature +approval by compliance reviewer: 1 person, independent of the version/)
  expect(shown.stdout).toMatch(/evidence +model card: complete, current/)
  expect(await refused(['policy', 'show', '--tier', '5', ...here])).toContain('tiers 1 to 4')
  await run(['policy', 'export', '--out', 'mine.yaml', ...here])
  const text = readFileSync(join(place.root, 'mine.yaml'), 'utf8')
  writeFileSync(join(place.root, 'mine.yaml'), text.replace('version: 1', 'version: 2').replaceAll('evidence: []', 'evidence: [{kind: model_card, is: [complete], maxAgeDays: null}]'))
  const diff = await run<{ changes: { path: string }[]; impact: { incomplete: { version: string; missing: string[] }[] } }>(['policy', 'diff', 'current', 'mine.yaml', ...here])
  expect(diff.changes).toContainEqual({ path: 'Tier 2 › evidence › model card', before: null, after: 'complete' })
  expect(diff.impact.incomplete.map(({ version }) => version)).toEqual(['credit-lr@1'])
  writeFileSync(join(place.root, 'broken.yaml'), 'id: mine')
  expect(await refused(['policy', 'propose', 'broken.yaml', '--reason', 'x', ...here, '--as', approver])).toMatch(/broken\.yaml is no policy: schema: /)
})

test('it is proposed by one person, confirmed by another, listed, and the ledger verifies', async () => {
  await run(['person', 'add', `Sam Second <${second}>`, '--roles', 'approver', ...here, '--as', author], { ...passphrase(author), COUNTERSIGN_NEW_PASSPHRASE: passphrase(second)['COUNTERSIGN_PASSPHRASE']! })
  expect(await refused(['policy', 'propose', 'mine.yaml', '--reason', 'Model cards for all.', ...here, '--as', author], passphrase(author))).toContain('compliance reviewer or a final approver')
  const { id, statement } = await run<{ id: string; statement: string }>(['policy', 'propose', 'mine.yaml', '--reason', 'Model cards for all.', ...here, '--as', approver], passphrase(approver))
  expect(statement).toContain('Act: PROPOSE')
  expect(await refused(['policy', 'confirm', id, ...here, '--as', approver], passphrase(approver))).toContain('a second person has to confirm it')
  expect(await run(['policy', 'confirm', id, ...here, '--as', second], passphrase(second))).toMatchObject({ state: 'confirmed' })
  expect(await run(['policy', 'list', ...here])).toMatchObject({ policies: [{ policy: 'two-person@2', state: 'in force', proposal: id }, { policy: 'two-person@1', state: 'was in force' }], proposals: [{ proposal: id }] })
  expect(await refused(['policy', 'withdraw', id, '--reason', 'late', ...here, '--as', approver])).toContain('is confirmed already')
  expect(await run(['ledger', 'verify', ...here])).toMatchObject({ verdict: 'intact' })
})

test('a workspace starts under the policy that is named', async () => {
  const args = ['init', 'other', '--name', 'Other', '--person', `Ana <${author}>`, '--roles', 'author']
  expect(await refused([...args, '--policy', 'none'], passphrase(author))).toContain('policy: ')
  expect(await run([...args, '--policy', 'tiered'], passphrase(author))).toMatchObject({ policy: 'tiered' })
  expect(await run(['policy', 'show', '--workspace', 'other'])).toMatchObject({ id: 'tiered', version: 1 })
})
