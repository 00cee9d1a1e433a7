import type { reproductionEntries } from '../../../../shared/contract/reproductions.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { insertReproduction, insertResult } from './store.ts'

type Kinds = keyof typeof reproductionEntries

export const reproductionFolds: Folds<Kinds> = {
  'run.reproduction-declared/v1': ({ seq, at, actor, body }, index) => insertReproduction(index, { seq, at, by: actor, ...body }),
  'run.reproduction/v1': ({ seq, at, actor, body }, index) => insertResult(index, { seq, run: body.run, at, by: actor, body }),
}

export const verdictWords = { reproduced: 'reproduced', within_tolerance: 'reproduced within tolerance', not_reproduced: 'not reproduced' } as const

export const reproductionSummaries: Summaries<Kinds> = {
  'run.reproduction-declared/v1': ({ body: { run, original, terms } }) => ({ summary: `It repeats run ${original.slice(0, 8)}, ${terms.tolerances.length === 0 ? 'to come out the same' : 'within declared tolerances'}`, subject: `run:${run}` }),
  'run.reproduction/v1': ({ body: { run, original, verdict, independent } }) => ({ summary: `Run ${original.slice(0, 8)} ${verdictWords[verdict]}${independent ? '' : ', by somebody who made it'}`, subject: `run:${run}` }),
}
