import type { Page } from '@playwright/test'

/** `act` brings the screen into the state that is pictured; `as`: who of the example is signed in, the reviewer where nobody is said. */
export interface Shot {
  name: string
  path: string
  place: 'first' | 'empty' | 'example' | 'rich' | 'read-only' | 'guests' | 'tiered' | 'staffed' | 'linked' | 'tried' | 'broken'
  as: number | string
  act?: (page: Page, records: Record<string, string>) => Promise<unknown>
}

export const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
export const toView = (name: string | RegExp) => (page: Page) => page.getByRole('region', { name }).first().evaluate((region: { scrollIntoView: () => void }) => region.scrollIntoView())
export const at = (place: Shot['place'], shots: Record<string, string | [path: string, act: NonNullable<Shot['act']>]>, as: Shot['as'] = 1): Shot[] =>
  Object.entries(shots).map(([name, shot]) => (typeof shot === 'string' ? { name, path: shot, place, as } : { name, path: shot[0], act: shot[1], place, as }))
