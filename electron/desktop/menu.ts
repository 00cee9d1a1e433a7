import type { MenuItemConstructorOptions } from 'electron'
import { allCommands, type Command, type CommandId } from '../../shared/commands.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  devTools: boolean
  onCommand: (command: CommandId) => void
}

/** The native menu from the table that the palette uses too, with the entries that every program has. */
export function toMenu({ platform, devTools, onCommand }: MenuOptions): MenuItemConstructorOptions[] {
  const items = (menu: Command['menu']) => allCommands.filter((command) => command.menu === menu).map((command) => toItem(command, onCommand))
  const separator = { type: 'separator' } as const
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...items('File'), separator, { role: mac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [...items('View'), separator, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' }, ...(devTools ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : [])],
    },
    { label: '&Go', submenu: items('Go') },
    { label: '&Ledger', submenu: items('Ledger') },
    { role: 'windowMenu' },
    { role: 'help', submenu: [...items('Help'), ...(mac ? [] : [{ role: 'about' } as const])] },
  ]
}

function toItem({ id, title, shortcut }: Command, onCommand: MenuOptions['onCommand']): MenuItemConstructorOptions {
  return { id, label: title, click: () => onCommand(id), ...(shortcut ? { accelerator: shortcut.replace('Mod', 'CommandOrControl') } : {}) }
}
