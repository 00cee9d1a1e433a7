import { verdictStates } from '../../shared/states.ts'
import type { Measure } from '../../shared/contract/checks/common.ts'
import type { CheckFigures } from '../domain/documents/service.ts'
import type { EvidenceReaders } from '../domain/evidence/service.ts'

const titles = { fairness: 'Fairness check', quality: 'Data-quality check', drift: 'Drift check', explanation: 'Explanation check', performance: 'Performance check' }
/** A check of drift over many columns judges thousands. */
const most = 40

/** What checks of a version say, for documents that quote it: figures that were held against a threshold, with n and interval. */
export function toCheckFigures(evidence: Pick<EvidenceReaders, 'checks' | 'check'>): (version: string) => CheckFigures[] {
  return (version) =>
    evidence.checks({ version }).map(({ id, kind, verdict, erased }) => ({
      id,
      title: titles[kind],
      verdict: verdictStates[verdict].word,
      figures: erased === null ? figuresOf(evidence.check(id).result?.metrics ?? []) : [],
    }))
}

function figuresOf(metrics: readonly (Pick<Measure, 'name' | 'over' | 'value' | 'low' | 'high' | 'threshold' | 'verdict'> & { n?: number; view?: string | undefined })[]): CheckFigures['figures'] {
  const judged = metrics.filter(({ threshold }) => threshold !== null)
  return judged.slice(0, most).map(({ name, over, view, value, low, high, n, threshold, verdict }) => {
    const interval = low === null || high === null ? '' : ` (95 % interval ${short(low)} to ${short(high)})`
    const bounds = [threshold?.min === undefined ? '' : `at least ${threshold.min}`, threshold?.max === undefined ? '' : `at most ${threshold.max}`].filter(Boolean).join(', ')
    const rows = n === undefined ? '' : `, n ${n}`
    return { name: [name, ...over, ...(view === undefined ? [] : [view])].join(' · '), value: `${value === null ? 'no value' : short(value)}${interval}${rows}, threshold ${bounds}: ${verdictStates[verdict].word}` }
  })
}

const short = (value: number): string => String(Number(value.toPrecision(4)))
