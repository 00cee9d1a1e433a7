import type { ComponentType } from 'react'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import { parseMetricValue, type MetricValue, type RunHead, type RunSource } from '../../../shared/contract/runs.ts'
import type { StateWords } from '../../../shared/states.ts'
import { formatDuration } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'

/** Notes on a run or an experiment; they are documents, which this feature does not know. */
export type RunNotes = ComponentType<{ subject: DocumentSubject; described?: string | undefined }>
/** The tag in which MLflow's clients keep a description, in Markdown. */
export const descriptionTag = 'mlflow.note.content'

/** Orders names: `layer_2` before `layer_10`. */
export const byName = new Intl.Collator('en', { numeric: true }).compare

const statuses: Record<RunHead['status'], StateWords> = {
  running: { tone: 'info', word: 'running' },
  scheduled: { tone: 'plain', word: 'scheduled' },
  finished: { tone: 'good', word: 'finished' },
  failed: { tone: 'bad', word: 'failed' },
  killed: { tone: 'caution', word: 'killed' },
}
export const isOpen = ({ status }: Pick<RunHead, 'status'>): boolean => status === 'running' || status === 'scheduled'

export function RunStatus({ run, large = false }: { run: Pick<RunHead, 'status'>; large?: boolean }) {
  const { tone, word } = statuses[run.status]
  return (
    <StateBadge tone={tone} large={large}>
      {word}
    </StateBadge>
  )
}

/** How a run stands to what the ledger holds of it. */
export function sealOf({ discarded, sealed, changed }: Pick<RunHead, 'discarded' | 'sealed' | 'changed'>): StateWords {
  if (discarded) return { tone: 'void', word: 'set aside' }
  if (sealed === null) return { tone: 'plain', word: 'not sealed' }
  return changed ? { tone: 'caution', word: 'changed since' } : { tone: 'good', word: 'sealed' }
}

export function SealState({ run, large = false }: { run: RunHead; large?: boolean }) {
  const { tone, word } = sealOf(run)
  return (
    <StateBadge tone={tone} large={large}>
      {word}
    </StateBadge>
  )
}

export const sourceWords: Record<RunSource, string> = {
  app: 'by hand in the app',
  command_line: 'command line',
  recorded: 'recorded command',
  mlflow: 'MLflow client',
  import: 'import',
}

/** Six digits that count; what is very small or large with its power of ten. */
export function formatMetric(value: MetricValue): string {
  const number = parseMetricValue(value)
  if (!Number.isFinite(number)) return String(value).replace('-', '−')
  const size = Math.abs(number)
  const text = size !== 0 && (size < 1e-4 || size >= 1e9) ? number.toExponential(4) : String(Number(number.toPrecision(6)))
  return text.replaceAll('-', '−')
}

/** Digits after the point; null where it is written without one because of its size, or is no number. */
const decimalsIn = (text: string): number | null => (/^−?\d+(\.\d+)?$/.test(text) ? (text.split('.')[1]?.length ?? 0) : null)

/** The most digits after the point among these, as they are written. */
export const decimalsOf = (values: readonly MetricValue[]): number => values.reduce<number>((most, value) => Math.max(most, decimalsIn(formatMetric(value)) ?? 0), 0)

/** A cell holds no more. */
const mostCharacters = 12

/** What keeps the point of a number under those of its column: digits that are not there take their room unseen. */
export function MetricNumber({ value, decimals }: { value: MetricValue; decimals: number }) {
  const text = formatMetric(value)
  const own = decimalsIn(text)
  const room = own === null || own >= decimals ? '' : `${own === 0 ? '.' : ''}${'0'.repeat(decimals - own)}`
  return (
    <span title={String(value)}>
      {text}
      {room !== '' && text.length + room.length <= mostCharacters && (
        <span aria-hidden="true" style={{ visibility: 'hidden' }}>
          {room}
        </span>
      )}
    </span>
  )
}

/** Labels of one axis, all with as many digits after the point as the longest. */
export function toTickLabels(values: readonly number[]): string[] {
  const texts = values.map((value) => formatMetric(Number(value.toPrecision(10))))
  const decimals = texts.map(decimalsIn)
  const most = Math.max(0, ...decimals.map((one) => one ?? 0))
  return texts.map((text, at) => (decimals.includes(null) || most === 0 ? text : `${text}${decimals[at] === 0 ? '.' : ''}${'0'.repeat(most - (decimals[at] ?? 0))}`))
}

/** How long it took, as far as both ends are known. */
export const tookOf = ({ startedMs, endedMs }: Pick<RunHead, 'startedMs' | 'endedMs'>): string => {
  if (startedMs === null || endedMs === null || endedMs < startedMs) return '–'
  const seconds = Math.round((endedMs - startedMs) / 1000)
  if (seconds < 120) return formatDuration(endedMs - startedMs)
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)]
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min ${seconds % 60} s`
}

export const isoOf = (ms: number): string => new Date(ms).toISOString()
/** MLflow's clients keep notes of their own in tags that begin so. */
export const isOwnTag = (key: string): boolean => !key.startsWith('mlflow.')
