import type { ArtefactState } from './contract/artefacts.ts'
import type { StateWords } from './states.ts'

/** How what lies on this computer stands to what was approved. */
export const artefactWords: Readonly<Record<ArtefactState, StateWords>> = {
  same: { tone: 'good', word: 'as approved' },
  other: { tone: 'bad', word: 'another one' },
  missing: { tone: 'caution', word: 'nothing there' },
  unreadable: { tone: 'caution', word: 'can not be read' },
  not_looked: { tone: 'plain', word: 'not looked yet' },
}
