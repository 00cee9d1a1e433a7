/**
 * What a person can do from anywhere: the native menu and the palette are drawn from this one table. A command with `to`
 * only goes to a screen; the others are carried out by the page.
 */
export const commands = [
  { id: 'workspace.create', title: 'New workspace…', menu: 'File', shortcut: 'Mod+Shift+N' },
  { id: 'workspace.open', title: 'Open workspace…', menu: 'File', shortcut: 'Mod+O' },
  { id: 'workspace.restore', title: 'Restore from a backup…', menu: 'File' },
  { id: 'workspace.example', title: 'Load the example', menu: 'File' },
  { id: 'workspace.close', title: 'Close workspace', menu: 'File' },
  { id: 'bundle.import', title: 'Import a bundle…', menu: 'File', shortcut: 'Mod+I' },
  { id: 'session.sign-in', title: 'Sign in…', menu: 'File' },
  { id: 'session.sign-out', title: 'Sign out', menu: 'File' },
  { id: 'palette.open', title: 'Search and commands…', menu: 'View', shortcut: 'Mod+K' },
  { id: 'theme.toggle', title: 'Switch between light and dark', menu: 'View', shortcut: 'Mod+Shift+L' },
  { id: 'go.overview', title: 'Overview', menu: 'Go', shortcut: 'Mod+1', to: '/' },
  { id: 'go.calendar', title: 'Calendar', menu: 'Go', to: '/calendar' },
  { id: 'go.models', title: 'Models', menu: 'Go', shortcut: 'Mod+2', to: '/models' },
  { id: 'go.datasets', title: 'Datasets', menu: 'Go', shortcut: 'Mod+3', to: '/datasets' },
  { id: 'go.experiments', title: 'Experiments', menu: 'Go', to: '/experiments' },
  { id: 'go.checks', title: 'Checks', menu: 'Go', shortcut: 'Mod+4', to: '/checks' },
  { id: 'go.reviews', title: 'Reviews', menu: 'Go', shortcut: 'Mod+5', to: '/reviews' },
  { id: 'go.inventory', title: 'Inventory', menu: 'Go', to: '/inventory' },
  { id: 'go.frameworks', title: 'Frameworks', menu: 'Go', shortcut: 'Mod+9', to: '/frameworks' },
  { id: 'go.reports', title: 'Reports', menu: 'Go', shortcut: 'Mod+6', to: '/reports' },
  { id: 'go.ledger', title: 'Ledger', menu: 'Go', shortcut: 'Mod+7', to: '/ledger' },
  { id: 'go.people', title: 'People', menu: 'Go', shortcut: 'Mod+8', to: '/people' },
  { id: 'review.part', title: 'Go to your part', menu: 'Go', shortcut: 'Mod+J' },
  { id: 'go.policies', title: 'Policies', menu: 'Go', to: '/policies' },
  { id: 'go.documents', title: 'Documents', menu: 'Go', to: '/documents' },
  { id: 'ledger.verify', title: 'Verify the whole ledger', menu: 'Ledger' },
  { id: 'help.shortcuts', title: 'Keyboard shortcuts', menu: 'Help', shortcut: 'Mod+/' },
] as const satisfies readonly CommandShape[]

interface CommandShape {
  id: string
  title: string
  menu: 'File' | 'View' | 'Go' | 'Ledger' | 'Help'
  /** `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  shortcut?: string
  /** The address of a screen. */
  to?: string
}

export type CommandId = (typeof commands)[number]['id']

/** A command with its optional parts named, for those who draw the table. */
export interface Command extends CommandShape {
  id: CommandId
}

export const allCommands: readonly Command[] = commands

export function isCommandId(value: unknown): value is CommandId {
  return commands.some((command) => command.id === value)
}
