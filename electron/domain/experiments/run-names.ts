import type { Index } from '../../platform/sqlite.ts'
import type { RunNames } from '../documents/service.ts'
import { defaultExperiment, unknownExperiment } from './experiments.ts'
import { unknownRun } from './sealing.ts'
import { readExperiment, readRunRecord, readSeal } from './store.ts'

/** What the entries alone call experiments and runs, for the notes about them; what is open in drafts.db is not asked. */
export const createRunNames = ({ index }: { index: Index }): RunNames => ({
  experiment(id) {
    const name = readExperiment(index, id)?.name ?? (id === defaultExperiment.id ? defaultExperiment.name : undefined)
    if (name !== undefined) return name
    throw unknownExperiment(id)
  },
  run(id) {
    const row = readRunRecord(index, id)
    if (row) return { name: row.name, sha256: row.sealedSeq === null ? null : readSeal(index, row.sealedSeq)!.sha256 }
    throw unknownRun(id)
  },
})
