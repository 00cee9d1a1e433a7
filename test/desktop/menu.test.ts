import { expect, test } from 'vitest'
import { toMenu } from '../../electron/desktop/menu.ts'
import { allCommands } from '../../shared/commands.ts'

const itemsOf = (platform: NodeJS.Platform, devTools = false) => toMenu({ platform, devTools, onCommand: () => {} }).flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))

test.each(['linux', 'darwin', 'win32'] as const)('on %s every command stands in the menu once', (platform) => {
  expect(itemsOf(platform).flatMap((item) => item.id ?? []).toSorted()).toEqual(allCommands.map((command) => command.id).toSorted())
})

test('no two entries share a shortcut', () => {
  const accelerators = itemsOf('linux').flatMap((item) => item.accelerator ?? [])
  expect(new Set(accelerators).size).toBe(accelerators.length)
})

test('developer tools are there only outside a package', () => {
  const roles = (devTools: boolean) => itemsOf('linux', devTools).flatMap((item) => item.role ?? [])
  expect([roles(false).includes('toggleDevTools'), roles(true).includes('toggleDevTools')]).toEqual([false, true])
})
