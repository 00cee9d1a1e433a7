import { expect, expectAccessible, goTo, openExample, people, signIn, test } from './served.ts'
import { changePerson, signWith } from './signing.ts'

test.use({ opensExample: true })

const second = { name: 'Sam Second', email: 'second@countersign.example', roles: ['final_approver' as const], passphrase: 'example second' }

test('a policy is edited, its effect seen, proposed by one person and put into force by another', async ({ app, served }) => {
  await openExample(app, served)
  await served.core.workspace().identity.enrol(people.author.email, { ...second, signerPassphrase: people.author.passphrase })
  await signIn(app, people.approver)
  await app.getByRole('link', { name: /^Policies/ }).click()
  await app.getByRole('link', { name: 'Two-person sign-off' }).click()
  await expect(app.getByRole('table', { name: 'Who signs' })).toContainText('1 person, independent of the version')
  await app.getByRole('button', { name: 'Propose a change…' }).click()

  await app.getByText('Tier 2', { exact: true }).click()
  await app.getByRole('button', { name: 'Add evidence…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Add evidence' })
  await dialog.getByRole('combobox', { name: 'Kind of evidence' }).fill('model card')
  await app.getByRole('option', { name: 'Model card' }).click()
  await expectAccessible(app, '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Take over' }).click()
  await app.getByLabel('An approval holds, days').fill('180')
  const changes = app.getByRole('table', { name: 'What changes' })
  await expect(changes.getByRole('row', { name: /Tier 2 › evidence › model card/ })).toContainText('complete, current')
  await expect(changes.getByRole('row', { name: /Tier 2 › an approval holds/ })).toContainText('180 days')
  await expect(app.getByText('1 version would become incomplete, of 1 looked at.')).toBeVisible()

  await app.getByText('All as YAML', { exact: true }).click()
  const text = app.getByLabel('The whole policy')
  const whole = await text.inputValue()
  await text.fill(whole.replace('authorsNeverApprove: true', 'authorsNeverApprove: false'))
  await expect(app.getByText('is locked: nobody approves what they made')).toBeVisible()
  await text.fill(whole)
  await app.getByLabel('Reason').fill('Whoever approves has to see a model card.')
  await app.getByRole('button', { name: 'Read the statement…' }).click()
  await signWith(app, people.approver, 'Sign and propose')

  await expect(app.getByRole('heading', { level: 1, name: /Two-person sign-off, version 2/ })).toContainText('waits for a second person')
  await expect(app.getByText('You proposed it.')).toBeVisible()
  await expectAccessible(app)
  await changePerson(app, people.approver, second)
  await signWith(app, second as typeof people.author, 'Sign and put into force')
  await expect(app.getByRole('heading', { level: 1 })).toContainText('confirmed')
  await goTo(app, '/policies')
  await expect(app.getByRole('row', { name: /two-person 2/ })).toContainText('in force')
  await expect(app.getByRole('row', { name: /two-person 1/ })).toContainText('was in force')
})
