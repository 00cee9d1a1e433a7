/** The modules of the left rail: address, name, and the letter that follows `g`. */
export const modules = [
  { id: 'overview', to: '/', label: 'Overview', letter: 'o' },
  { id: 'calendar', to: '/calendar', label: 'Calendar', letter: 'a' },
  { id: 'models', to: '/models', label: 'Models', letter: 'm' },
  { id: 'datasets', to: '/datasets', label: 'Datasets', letter: 'd' },
  { id: 'experiments', to: '/experiments', label: 'Experiments', letter: 'x' },
  { id: 'checks', to: '/checks', label: 'Checks', letter: 'c' },
  { id: 'documents', to: '/documents', label: 'Documents', letter: 'n' },
  { id: 'reviews', to: '/reviews', label: 'Reviews', letter: 'r' },
  { id: 'inventory', to: '/inventory', label: 'Inventory', letter: 'i' },
  { id: 'frameworks', to: '/frameworks', label: 'Frameworks', letter: 'f' },
  { id: 'reports', to: '/reports', label: 'Reports', letter: 'e' },
  { id: 'ledger', to: '/ledger', label: 'Ledger', letter: 'l' },
  { id: 'policies', to: '/policies', label: 'Policies', letter: 'y' },
  { id: 'people', to: '/people', label: 'People', letter: 'p' },
] as const

export type ModuleId = (typeof modules)[number]['id']
