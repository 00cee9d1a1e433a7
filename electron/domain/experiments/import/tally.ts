import { importEntity, type ImportEntity, type ImportReport, type ImportTally } from '../../../../shared/contract/run-import.ts'
import type { Leave } from './source.ts'

export type Outcome = Exclude<keyof ImportTally, 'found' | 'left'>

export interface Tally {
  leave: Leave
  note(what: string, note: string): void
  add(entity: ImportEntity, outcome: Outcome, count?: number): void
  report(source: ImportReport['source'], at: string): ImportReport
}

export function createTally(): Tally {
  const counts = Object.fromEntries(importEntity.options.map((entity) => [entity, { found: 0, imported: 0, changed: 0, present: 0, left: 0 }])) as Record<ImportEntity, ImportTally>
  const left: ImportReport['left'] = []
  const notes: ImportReport['notes'] = []
  const count = (entity: ImportEntity, outcome: keyof ImportTally, number: number) => {
    counts[entity].found += number
    counts[entity][outcome] += number
  }
  return {
    leave(entity, what, why, number = 1) {
      count(entity, 'left', number)
      // File names and keys of others: whatever they hold, the report is text.
      left.push({ entity, what: what.toWellFormed().slice(0, 1000), why, count: number })
    },
    note: (what, note) => void notes.push({ what, note }),
    add: (entity, outcome, number = 1) => count(entity, outcome, number),
    report: (source, at) => ({ schema: 'countersign/run-import/1', source, at, counts, left, notes }),
  }
}
