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

export async function signWith(page: Page, person: ExamplePerson, label: string): Promise<void> {
  await readToTheEnd(page)
  await page.getByLabel(`Passphrase of ${person.name}`, { exact: true }).fill(person.passphrase)
  await page.getByRole('button', { name: label, exact: true }).click()
}
