import { expect, expectAccessible, openExample, people, signIn, test } from './served.ts'
import { changePerson, readToTheEnd } from './signing.ts'

test.use({ opensExample: true })

const { author, reviewer } = people

test('a use case is assessed on one screen: live tier, forced fact, points of the EU AI Act, another tier only under the text that is shown', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, author)
  const dialog = app.getByRole('dialog')
  await app.goto(`${app.url().replace(/#.*$/, '')}#/use-cases`)
  await app.getByRole('button', { name: 'Register a use case…' }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Small loans')
  await dialog.getByLabel('Purpose').fill('Order applications for a clerk.')
  await dialog.getByRole('radio', { name: /Tier 1/ }).check()
  await dialog.getByLabel('Reasons for the tier').fill('To be assessed.')
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: 'Risk tier of Small loans' })).toBeVisible()

  const computed = app.getByRole('region', { name: 'Computed tier' })
  await expect(computed).toContainText('8 answers missing')
  const reasons = ['exposure', 'purpose', 'harm to people', 'autonomy', 'reversibility', 'opacity', 'rate of change']
  for (const [at, title] of reasons.entries()) {
    const group = app.getByRole('radiogroup').nth(at)
    await group.getByRole('radio').first().focus()
    await app.keyboard.press('Space')
    if (at < 2) for (let down = 0; down < 2; down += 1) await app.keyboard.press('ArrowDown')
    await app.getByLabel(`Reason for ${title}`, { exact: true }).fill(`Because of ${title}.`)
  }
  await expect(computed).toContainText('Tier 2 because exposure and purpose score 2')
  await expect(computed).toContainText('Lower than the tier 1 that holds now.')
  const fact = app.getByRole('checkbox', { name: /function of a medical device/ })
  await fact.check()
  await expect(computed).toContainText('Tier 1 because a fact forces it')
  await fact.uncheck()

  await app.getByRole('radio', { name: 'Yes' }).check()
  await app.getByRole('checkbox', { name: /^Deployer/ }).check()
  await app.locator('summary', { hasText: 'Transparency duties, Art. 50' }).click()
  await app.getByRole('checkbox', { name: /^50\(1\)/ }).check()
  await app.getByLabel('Reason for these answers').fill('People deal with it directly.')
  await expect(app.getByRole('region', { name: 'Class under the EU AI Act' })).toContainText('2 Aug 2026')
  await expectAccessible(app)
  await expect(app.getByRole('button', { name: 'Set another tier…' })).toBeDisabled()
  await app.reload()
  await app.getByRole('button', { name: 'Record tier 2' }).click()

  await expect(app.getByRole('heading', { level: 1, name: 'Small loans' })).toContainText('lowered from 1')
  await expect(app.getByRole('region', { name: 'Risk tier' })).toContainText('Splitting a model to stay under a tier is itself a finding.')

  await changePerson(app, author, reviewer)
  await app.getByRole('link', { name: 'Assess again…' }).click()
  await app.getByRole('button', { name: 'Set another tier…' }).click()
  await dialog.getByRole('radio', { name: /^Tier 3/ }).check()
  await dialog.getByRole('textbox', { name: 'Reason', exact: true }).fill('A pilot with ten loans.')
  const text = dialog.getByRole('region', { name: 'The exact text that will be signed' })
  await expect(text).toContainText('Reason: A pilot with ten loans.')
  await expect(text).toContainText('Computed-Tier: 2')
  await dialog.getByLabel(`Passphrase of ${reviewer.name}`).fill(reviewer.passphrase)
  await readToTheEnd(app)
  await expectAccessible(app, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Sign and record' }).click()

  await expect(app.getByRole('heading', { level: 1, name: 'Small loans' })).toContainText('set by hand')
  await expect(app.getByRole('region', { name: 'Risk tier' })).toContainText('signed tier 3 in place of the computed tier 2. A pilot with ten loans.')
  const history = app.getByRole('region', { name: 'How the tier came to be' })
  await expect(history).toContainText('Set by hand: none → tier 3')
  await expect(history).toContainText('Tier 1 high')
  await expectAccessible(app, 'main')
})
