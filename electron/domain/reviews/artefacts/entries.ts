import type { artefactEntries } from '../../../../shared/contract/artefacts.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { insertObservation } from './store.ts'

type Kinds = keyof typeof artefactEntries

export const artefactFolds: Folds<Kinds> = {
  'artefact.observed/v1': ({ seq, at, body }, index) => insertObservation(index, { seq, at, ...body }),
}

export const artefactSummaries: Summaries<Kinds> = {
  'artefact.observed/v1': ({ body: { version, name, expected, found } }) => ({
    summary: `${name}: ${expected === found ? `again the artefact of ${version}` : `not the artefact of ${version}`}, SHA-256 ${found.slice(0, 12)}…`,
    subject: version,
  }),
}
