import { useQuickScrypt } from './quick-scrypt.ts'

// For `node --import`, ahead of the command line.
useQuickScrypt()
