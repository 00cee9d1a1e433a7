import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { author, createPlace, passphrase, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'

const compliance = 'compliance@example.org'
let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const here = ['--workspace', 'workspace']

test('the inventory is listed, counted, saved for a spreadsheet, and attested to for a period', async () => {
  const enrolled = await place.run(['person', 'add', `Cora Compliance <${compliance}>`, '--roles', 'compliance_reviewer', '--workspace', 'workspace', '--as', author], { ...passphrase(author), COUNTERSIGN_NEW_PASSPHRASE: passphrase(compliance)['COUNTERSIGN_PASSPHRASE']! })
  expect(enrolled, enrolled.stderr).toMatchObject({ code: 0 })
  const listed = await place.run(['inventory', '--csv', 'inventory.csv', ...here])
  expect(listed, listed.stderr).toMatchObject({ code: 0 })
  expect(listed.stdout).toMatch(/credit-lr\s+2 {2}Retail credit\s+author@example\.org\s+not recorded\s+not recorded\s+none\s+R-\d+ in review/)
  expect(readFileSync(join(place.root, 'inventory.csv'), 'utf8')).toContain('E-23 Data sources')
  const groups = await place.run(['inventory', '--group', 'use-case', '--json', ...here])
  expect(JSON.parse(groups.stdout)).toEqual([{ name: 'Retail credit', models: 1, approved: 0, open: 1, late: 0, incomplete: 0 }])
  expect(JSON.parse((await place.run(['inventory', '--tier', '4', '--json', ...here])).stdout)).toEqual([])
  expect(await place.run(['inventory', '--group', 'moon', ...here])).toMatchObject({ code: 2, stderr: expect.stringContaining('--group is one of tier, owner, use-case') as string })

  const period = ['--from', '2026-01-01', '--to', '2026-06-30']
  const refused = await place.run(['inventory', 'attest', ...period, ...here, '--as', author], passphrase(author))
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('by a compliance reviewer, or by a model owner')])
  const signed = await place.run(['inventory', 'attest', ...period, ...here, '--as', compliance], passphrase(compliance))
  expect(signed, signed.stderr).toMatchObject({ code: 0 })
  expect(signed.stdout).toContain('countersign.example/attestation/v1\nStatement: I have read this inventory.')
  const again = await place.run(['inventory', 'attest', ...period, '--json', ...here, '--as', compliance], passphrase(compliance))
  expect(JSON.parse(again.stdout)).toMatchObject({ models: 1, changes: [], previous: expect.stringMatching(/^A-/) as string })
  const all = JSON.parse((await place.run(['inventory', 'attestations', '--json', ...here])).stdout) as { id: string }[]
  expect(all).toHaveLength(2)
  expect((await place.run(['inventory', 'changes', all[1]!.id, all[0]!.id, ...here])).stdout).toContain('Both say the same of every model.')
})
