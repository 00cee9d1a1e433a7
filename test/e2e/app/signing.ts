import { expect, signIn, type people } from './served.ts'
import type { Page } from '@playwright/test'

export type ExamplePerson = (typeof people)['author']

/** The person at the screen leaves and another one signs in. */
export async function changePerson(page: Page, from: ExamplePerson, to: ExamplePerson): Promise<void> {
  await page.getByRole('button', { name: from.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signIn(page, to)
}

/** Reads the statement to its end, as a person has to. */
export async function readToTheEnd(page: Page): Promise<void> {
  const text = page.getByRole('region', { name: 'The exact text that will be signed' })
  await expect(text).toContainText('Ledger-Root:')
  await text.focus()
  await page.keyboard.press('End')
}

/** What is chosen, and what the button says that signs it. */
const buttons = { Endorse: 'Sign review', Approve: 'Sign approval', 'Approve with conditions': 'Sign approval with conditions', Reject: 'Sign rejection', Submit: 'Sign and submit', Validate: 'Sign validation' } as const
export type Choice = keyof typeof buttons

export const choose = (page: Page, act: string): Promise<void> => page.getByRole('radio', { name: act, exact: true }).check()

/** Chooses, reads the text to its end, and signs it. What the act asks for beside that is filled in before. */
export async function signAs(page: Page, person: ExamplePerson, choice: Choice): Promise<void> {
  await choose(page, choice)
  await signWith(page, person, buttons[choice])
}

/** Reads the text to its end and signs it with the button named. */
export async function signWith(page: Page, person: ExamplePerson, button: string): Promise<void> {
  await readToTheEnd(page)
  await page.getByLabel(`Passphrase of ${person.name}`, { exact: true }).fill(person.passphrase)
  await page.getByRole('button', { name: button, exact: true }).click()
}
