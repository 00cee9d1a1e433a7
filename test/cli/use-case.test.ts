import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'

let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const here = (who: string) => ['--workspace', 'workspace', '--as', who]
const levels = ['exposure=1:some customers', 'purpose=2:one input of several', 'harm_to_people=economic_or_opportunity_loss:credit', 'autonomy=0:a clerk decides', 'reversibility=1:appeal', 'opacity=1:coefficients', 'change-rate=1:yearly']
const all = [...levels.flatMap((answer) => ['--answer', answer]), '--eu', 'III.5(b)', '--eu-role', 'deployer', '--eu-reason', 'it scores applicants']

test('a use case is assessed by the command line: preview, refusal, record, another tier by hand, and everything shown', async () => {
  const preview = await place.run(['use-case', 'assess', 'Retail credit', ...levels.flatMap((answer) => ['--answer', answer]), '--preview', ...here(author)])
  expect(preview, preview.stderr).toMatchObject({ code: 0 })
  expect(preview.stdout).toContain('Tier 2 because purpose and harm to people score 2')
  expect(preview.stdout).toContain('Missing: Say whether the EU AI Act reaches this use.')

  const before = place.head()
  const refused = await place.run(['use-case', 'assess', 'Retail credit', '--answer', 'exposure=7:x', '--json', ...here(author)])
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'BAD_INPUT', message: expect.stringContaining('exposure has no level "7". Its levels are: 0 internal_information') as string } })
  const incomplete = await place.run(['use-case', 'assess', 'Retail credit', '--fact', 'moon', ...here(author)])
  expect([incomplete.code, incomplete.stderr]).toEqual([2, expect.stringMatching(/not complete.*knows no fact “moon”/)])
  expect(place.head()).toBe(before)

  const recorded = await place.run(['use-case', 'assess', 'Retail credit', ...all, '--json', ...here(author)])
  expect(JSON.parse(recorded.stdout)).toMatchObject({ tier: 1, computed: 1, overridden: false, loweredFrom: null, eu: 'high_risk', assessment: { euClass: { appliesFrom: '2027-12-02' } } })
})

test('answers come from a file that the program prints, and begin again with the last ones', async () => {
  const questions = await place.run(['use-case', 'questions', 'Retail credit', ...here(author)])
  const filled = questions.stdout.replaceAll('{level: , reason: }', '{level: 2, reason: said so}').replace('roles: []', 'roles: [provider]').replace(/reason: $/m, 'reason: read with counsel')
  writeFileSync(join(place.root, 'answers.yaml'), filled)
  const recorded = await place.run(['use-case', 'assess', 'Retail credit', '--answers', 'answers.yaml', '--json', ...here(author)])
  expect(recorded, recorded.stderr).toMatchObject({ code: 0 })
  expect(JSON.parse(recorded.stdout)).toMatchObject({ tier: 2, loweredFrom: 1, eu: 'minimal' })
  writeFileSync(join(place.root, 'wrong.yaml'), 'answer: {}\n')
  const wrong = await place.run(['use-case', 'assess', 'Retail credit', '--answers', 'wrong.yaml', ...here(author)])
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/wrong\.yaml.*answer.*use-case questions/)])

  const again = ['use-case', 'assess', 'Retail credit', '--again', '--override', '3']
  const alone = await place.run([...again, ...here(author)])
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--override and --reason go together')])
  const forbidden = await place.run([...again, '--reason', 'small volumes', ...here(author)], passphrase(author))
  expect([forbidden.code, forbidden.stderr]).toEqual([2, expect.stringMatching(/risk sme, compliance reviewer, final approver/)])
  const signed = await place.run([...again, '--reason', 'small volumes', ...here(reviewer)], passphrase(reviewer))
  expect(signed, signed.stderr).toMatchObject({ code: 0 })
  expect(signed.stdout).toContain('countersign.example/tier-override/v1\nStatement: I set this tier')

  const shown = await place.run(['use-case', 'show', 'Retail credit', ...here(author)])
  expect(shown.stdout).toContain('Tier      3 moderate, set by hand in place of the computed 2, lowered from 2')
  expect(shown.stdout).toContain('Set by hand  tier 3: small volumes')
  expect(shown.stdout).toContain('Changed      Set by hand: none → tier 3')
  const listed = await place.run(['use-case', 'list', '--json', ...here(author)])
  expect(JSON.parse(listed.stdout)).toMatchObject([{ id: expect.stringMatching(/^U-/) as string, tier: 3, registeredTier: 2, assessed: { computed: 2, overridden: true } }])
})
