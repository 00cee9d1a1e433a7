import { expect, expectAccessible, openExample, people, signIn, test } from './served.ts'

test.use({ opensExample: true })

test('the overview shows what waits, what fails, every model and the state of the ledger', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, people.reviewer)
  await expect(app.getByRole('table', { name: 'Requests that wait for you' }).getByRole('link', { name: 'credit-lr@1' })).toBeVisible()
  await expect(app.getByRole('table', { name: 'Checks that did not pass' })).toContainText('fail')
  await expect(app.getByRole('grid', { name: 'models' })).toContainText('credit-lr')
  await expect(app.getByRole('region', { name: 'Integrity' })).toContainText('intact')
  await expectAccessible(app)
})

test('an author is told that nothing waits for them: nobody signs their own work', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, people.author)
  await expect(app.getByText('Nothing waits for Ana Author.')).toBeVisible()
  await expect(app.getByText('1 request waits for somebody else')).toBeVisible()
})

test('the palette goes to screens and records; letter keys and their list work and can be switched off', async ({ app, served }) => {
  await openExample(app, served)
  await app.keyboard.press('Control+k')
  await app.getByRole('textbox', { name: 'Search commands' }).fill('Rui Rev')
  await expect(app.getByRole('dialog').getByText('Rui Reviewer')).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { level: 1, name: 'Rui Reviewer' })).toBeVisible()
  await expect(app.getByRole('textbox', { name: 'Search commands' })).toBeHidden()
  await app.keyboard.press('g')
  await app.keyboard.press('l')
  await expect(app.getByRole('heading', { level: 1, name: 'Ledger' })).toBeVisible()
  await app.keyboard.press('?')
  const keys = app.getByRole('dialog', { name: 'Keyboard' })
  await expect(keys).toBeVisible()
  await expectAccessible(app)
  await keys.getByRole('switch').press('Space')
  await app.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await app.keyboard.press('g')
  await app.keyboard.press('p')
  await expect(app.getByRole('heading', { level: 1, name: 'Ledger' })).toBeVisible()
})

test('an address without a screen says so, and the colours can be chosen', async ({ app, served }) => {
  await openExample(app, served)
  await app.evaluate(() => (location.hash = '#/nowhere'))
  await expect(app.getByRole('heading', { level: 1, name: 'Nothing at this address' })).toBeVisible()
  await app.getByRole('button', { name: /Nobody signed in/ }).click()
  await app.getByRole('menuitem', { name: 'Dark' }).click()
  await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('what another window writes appears without a reload', async ({ app, served }) => {
  await openExample(app, served)
  await expect(app.getByRole('link', { name: /^Models/ })).toContainText('1')
  const { catalog } = served.core.workspace()
  const [useCase] = catalog.useCases()
  catalog.addModel(people.author.email, { name: 'limit-reg', useCase: useCase!.id, task: 'regression', description: '' })
  await expect(app.getByRole('grid', { name: 'models' })).toContainText('limit-reg')
})
