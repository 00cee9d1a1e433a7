import type { Verification } from '../../shared/contract/ledger.ts'
import type { Job } from '../../shared/contract/workspace.ts'
import type { StateWords } from '../../shared/states.ts'

export const ledgerVerdictStates: Record<Verification['verdict'], StateWords> = {
  intact: { tone: 'good', word: 'intact' },
  broken: { tone: 'bad', word: 'broken' },
  incomplete: { tone: 'caution', word: 'incomplete' },
  unreadable: { tone: 'bad', word: 'unreadable' },
}

export const jobStates: Record<Job['state'], StateWords> = {
  running: { tone: 'info', word: 'running' },
  done: { tone: 'good', word: 'done' },
  failed: { tone: 'bad', word: 'failed' },
  cancelled: { tone: 'plain', word: 'cancelled' },
}
