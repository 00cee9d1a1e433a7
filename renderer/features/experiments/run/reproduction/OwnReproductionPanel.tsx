import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Comparison, Reproduction, ReproductionTerms } from '../../../../../shared/contract/reproductions.ts'
import type { RunDetail } from '../../../../../shared/contract/runs.ts'
import type { StateWords } from '../../../../../shared/states.ts'
import { countOf } from '../../../../ui/format.ts'
import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../../ui/StateBadge.tsx'
import { formatMetric, isOpen } from '../../words.tsx'
import { AddDataFile } from './AddDataFile.tsx'
import { inputStates, metricStates, toleranceText, verdictStates } from './words.ts'
import classes from '../../experiments.module.css'

type Own = Reproduction & { comparison: Comparison | null }

const Badge = ({ of: { tone, word } }: { of: StateWords }) => <StateBadge tone={tone}>{word}</StateBadge>
const Entry = ({ seq }: { seq: number }) => <Link to={`/ledger/${seq}`}>entry {seq.toLocaleString('en')}</Link>

/** What the run repeats, by which terms, and side by side how it stands to that. */
export function OwnReproductionPanel({ run, of }: { run: RunDetail; of: Own }) {
  const { original, declaredSeq, terms, results, comparison } = of
  const newest = results[0]
  return (
    <Panel title="Reproduction" aside={newest ? <Badge of={verdictStates[newest.verdict]} /> : 'judged when it is sealed'} padded={false}>
      <div className={classes.slot}>
        <KeyValue
          labelWidth={112}
          items={[
            ['Repeats', <span key="o"><Link to={`/runs/${original.id}`}>{original.name}</Link>, seal {original.number}, by {original.person}</span>],
            ['Terms', <span key="t">{termsText(terms)}; declared in <Entry seq={declaredSeq} /></span>],
            ['Verdict', newest && <span key="v">{verdictStates[newest.verdict].word}, in <Entry seq={newest.seq} /></span>],
            ['Why', comparison !== null && comparison.reasons.length > 0 && comparison.reasons.join(' ')],
            ['Evidence', newest && (newest.independent ? `by ${newest.people.repeated.join(', ')}, who had no hand in the original` : 'none: this is a repetition by somebody who made the original')],
            ['At earlier seals', results.length > 1 && results.slice(1).map(({ number, verdict }) => `${verdictStates[verdict].word} at seal ${number}`).join(', ')],
          ]}
        />
      </div>
      {comparison !== null && <Differences of={comparison} />}
      {isOpen(run) && (
        <div className={classes.slot}>
          <AddDataFile run={run.id} />
        </div>
      )}
    </Panel>
  )
}

function termsText({ tolerances, exceptMetrics, exceptParameters }: ReproductionTerms): string {
  const within = tolerances.length === 0 ? 'every metric the same' : tolerances.map((one) => `${one.metric === '*' ? 'other metrics' : one.metric} ${toleranceText(one)}`).join(', ')
  const except = [...exceptMetrics, ...exceptParameters.map((name) => `parameter ${name}`)]
  return `${within}${except.length === 0 ? '' : `; without ${except.join(', ')}`}`
}

const parts = ['data', 'code', 'environment', 'parameters'] as const
type Part = { part: (typeof parts)[number]; at: number; what: string; original: string | null; repeated: string | null; state: Comparison['inputs']['data']['state'] }
const shorten = (text: string | null): ReactNode => (text === null ? 'none' : <span className={classes.mono} title={text}>{text.replace(/[0-9a-f]{40,64}/g, (digest) => `${digest.slice(0, 8)}…`)}</span>)

const inputColumns: SimpleColumn<Part>[] = [
  { id: 'part', header: 'went in', rowHeader: true, cell: ({ part }) => part },
  { id: 'state', header: 'is', cell: ({ part, state }) => <Badge of={part === 'environment' && state === 'different' ? { tone: 'caution', word: 'different' } : inputStates[state]} /> },
  { id: 'what', header: 'difference', wrap: true, width: '40%', cell: ({ what }) => what },
  { id: 'original', header: 'original', cut: true, width: '30%', cell: ({ what, original }) => what !== '' && shorten(original) },
  { id: 'repeated', header: 'rerun', cut: true, width: '30%', cell: ({ what, repeated }) => what !== '' && shorten(repeated) },
]

const metricColumns: SimpleColumn<Comparison['metrics'][number]>[] = [
  { id: 'metric', header: 'metric', rowHeader: true, cut: true, cell: ({ metric }) => metric },
  { id: 'original', header: 'original', align: 'end', cell: ({ original }) => (original === null ? '–' : formatMetric(original)) },
  { id: 'repeated', header: 'rerun', align: 'end', cell: ({ repeated }) => (repeated === null ? '–' : formatMetric(repeated)) },
  { id: 'difference', header: 'difference', align: 'end', cell: ({ difference }) => (difference === null ? '–' : formatMetric(difference)) },
  { id: 'tolerance', header: 'tolerance', align: 'end', cell: ({ tolerance, state }) => (state === 'left_out' || state === 'extra' ? '–' : toleranceText(tolerance)) },
  { id: 'state', header: 'is', cell: ({ state }) => <Badge of={metricStates[state]} /> },
]

const most = 200

function Differences({ of: { inputs, metrics, artefacts } }: { of: Comparison }) {
  const rows = parts.flatMap((part): Part[] => {
    const { state, differences } = inputs[part]
    return differences.length === 0 ? [{ part, at: 0, what: '', original: null, repeated: null, state }] : differences.slice(0, most).map((one, at) => ({ part, at, state, ...one }))
  })
  const unlike = artefacts.filter(({ state }) => state !== 'same')
  return (
    <>
      <SimpleTable label="What went in" columns={inputColumns} rows={rows} rowKey={({ part, at }) => `${part} ${at}`} />
      {metrics.length > 0 && (
        <div className={classes.nextTable}>
          <SimpleTable label="Metrics side by side" columns={metricColumns} rows={metrics.slice(0, most)} rowKey={({ metric }) => metric} />
        </div>
      )}
      <p className={`${classes.slot} ${classes.note}`} style={{ margin: 0 }}>
        {metrics.length > most && `${countOf(metrics.length - most, 'metric')} more in the comparison. `}
        {artefacts.length === 0 ? 'Neither run has files.' : `${countOf(artefacts.length - unlike.length, 'file')} of ${artefacts.length} came out the same${unlike.length === 0 ? '.' : `; not ${unlike.slice(0, 6).map(({ path, state }) => `${path} (${state})`).join(', ')}${unlike.length > 6 ? ` and ${unlike.length - 6} more` : ''}.`}`}
      </p>
    </>
  )
}
