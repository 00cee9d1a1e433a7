import { controlStatus, type ControlMode, type ControlStatus, type StatusCounts } from './contract/frameworks.ts'

/** Each status as a word and a symbol, for screens, the command line and reports. */
export const controlStatusWords: Record<ControlStatus, { word: string; symbol: string }> = {
  failed: { word: 'failed', symbol: '✗' },
  missing: { word: 'missing', symbol: '○' },
  stale: { word: 'stale', symbol: '↻' },
  partial: { word: 'partial', symbol: '◐' },
  ready_for_review: { word: 'ready for review', symbol: '▷' },
  satisfied_with_conditions: { word: 'satisfied with conditions', symbol: '◒' },
  satisfied: { word: 'satisfied', symbol: '●' },
  not_applicable: { word: 'not applicable', symbol: '–' },
}

export const controlModeWords: Record<ControlMode, string> = {
  auto: 'told from the ledger',
  review: 'a reviewer confirms',
  attest: 'a person states it',
  external: 'a fact outside, with a copy',
  system: 'a property of this program',
}

export const noCounts = (): StatusCounts => Object.fromEntries(controlStatus.options.map((status) => [status, 0])) as StatusCounts

/** The worst status among those counted; null: there is none. `not_applicable` alone is no worst. */
export const worstOf = (counts: StatusCounts): ControlStatus | null => controlStatus.options.find((status) => counts[status] > 0) ?? null

/** “3 missing, 2 satisfied”: every status that occurs, the worst first. */
export const countsInWords = (counts: StatusCounts): string =>
  controlStatus.options
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${controlStatusWords[status].word}`)
    .join(', ') || 'no control applies'

export const notLegalAdvice = 'This shows which evidence is there for each control. Whether a rule applies, and whether it is kept, people decide. Not legal advice.'
