import { Button, FileButton, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { MetricPoint, RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileDrop } from '../../../ui/file-drop.ts'
import { countOf } from '../../../ui/format.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { formatMetric, isoOf } from '../words.tsx'
import { parsePairs, readMetrics, type MetricsRead } from './logged-text.ts'
import classes from '../experiments.module.css'

/** Points of one call; what is more goes in several. */
const atOnce = 50_000

function read<T>(parse: () => T): { value: T; error: null } | { value: null; error: string } {
  try {
    return { value: parse(), error: null }
  } catch (error) {
    return { value: null, error: sentenceOf(error) }
  }
}

/** Parameters, tags and metrics by hand: typed, pasted, or dropped as CSV or JSON. Nothing is written before all of it can be read. */
export function LogDialog({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const api = useApi()
  const [fields, setFields] = useState({ parameters: '', tags: '', metrics: '' })
  const [opened] = useState(() => Date.now())
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }))
  const parameters = useMemo(() => read(() => parsePairs(fields.parameters, 'parameters')), [fields.parameters])
  const tags = useMemo(() => read(() => parsePairs(fields.tags, 'tags')), [fields.tags])
  const metrics = useMemo(() => readMetrics(fields.metrics, 'the metrics', opened), [fields.metrics, opened])
  const log = useMutation({
    mutationFn: async () => {
      const { points } = metrics
      await api.experiments.log.call({ run: run.id, parameters: parameters.value ?? {}, tags: tags.value ?? {}, metrics: points.slice(0, atOnce) })
      for (let from = atOnce; from < points.length; from += atOnce) await api.experiments.log.call({ run: run.id, metrics: points.slice(from, from + atOnce) })
    },
    onSuccess: onClose,
  })
  const isReadable = parameters.error === null && tags.error === null && metrics.wrong.length === 0
  const isEmpty = Object.values(fields).every((text) => text.trim() === '')
  return (
    <FormDialog opened title={`Log to ${run.name}`} size={640} submitLabel="Log" onClose={onClose} onSubmit={() => log.mutate()} busy={log.isPending} error={log.error} submitDisabled={isEmpty || !isReadable}>
      <MetricsField value={fields.metrics} read={metrics} onChange={(text) => set({ metrics: text })} />
      <Textarea label="Parameters" description="One a line, as NAME=VALUE. A parameter has one value for the whole run." placeholder={'C=1.0\nsolver=lbfgs'} autosize minRows={2} maxRows={8} spellCheck={false} styles={mono} error={parameters.error} value={fields.parameters} onChange={(event) => set({ parameters: event.currentTarget.value })} />
      <Textarea label="Tags" description="One a line, as NAME=VALUE." autosize minRows={1} maxRows={6} spellCheck={false} styles={mono} error={tags.error} value={fields.tags} onChange={(event) => set({ tags: event.currentTarget.value })} />
    </FormDialog>
  )
}

const mono = { input: { fontFamily: 'var(--cs-mono)' } }

function saidOf(points: readonly { key: string }[]): string {
  if (points.length === 0) return ''
  const keys = [...new Set(points.map(({ key }) => key))]
  return `${countOf(points.length, 'point')} of ${countOf(keys.length, 'metric')}: ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ' …' : ''}`
}

function MetricsField({ value, read: { points, wrong, doubt }, onChange }: { value: string; read: MetricsRead; onChange: (text: string) => void }) {
  const take = async (file: File | null | undefined) => {
    if (file) onChange(await file.text())
  }
  const { over, taking } = useFileDrop(({ files }) => void take(files[0]))
  return (
    <div className={classes.stack} {...taking}>
      <Textarea
        label="Metrics"
        description="Paste or drop CSV (step,loss,auc, or key,value,step) or JSON ({&quot;auc&quot;: 0.93})."
        placeholder={'step,loss,auc\n0,0.69,0.50\n1,0.52,0.71'}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        data-autofocus
        error={wrong.length > 0 && <Wrong sentences={wrong} />}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        styles={{ input: { ...mono.input, ...(over && { background: 'var(--cs-accent-bg)' }) } }}
      />
      <div className={classes.actions}>
        <FileButton accept=".csv,.json,text/csv,application/json" onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} size="compact-xs" variant="default">
              From a file…
            </Button>
          )}
        </FileButton>
        <span className={classes.quiet} aria-live="polite">
          {saidOf(points)}
        </span>
      </div>
      {doubt !== null && <p className={classes.note}>{doubt}</p>}
      {points.length > 0 && <Preview points={points} />}
    </div>
  )
}

const mostShown = 6

/** Every row that can not be read, as far as there is room for them. */
const Wrong = ({ sentences }: { sentences: readonly string[] }) => (
  <>
    {sentences.slice(0, mostShown).map((sentence) => (
      <span key={sentence} className={classes.sentence}>
        {sentence}
      </span>
    ))}
    {sentences.length > mostShown && <span className={classes.sentence}>and {countOf(sentences.length - mostShown, 'row')} more.</span>}
  </>
)

type Shown = MetricPoint & { at: number }

const previewColumns: SimpleColumn<Shown>[] = [
  { id: 'key', header: 'metric', rowHeader: true, cut: true, cell: ({ key }) => key },
  { id: 'step', header: 'step', align: 'end', cell: ({ step }) => step.toLocaleString('en') },
  { id: 'value', header: 'value', align: 'end', cell: ({ value }) => formatMetric(value) },
  { id: 'when', header: 'when', cell: ({ atMs }) => isoOf(atMs).slice(0, 19).replace('T', ' ') },
]

/** How the first and the last of them were read, before anything is written. */
function Preview({ points }: { points: readonly MetricPoint[] }) {
  const numbered = points.length <= mostShown ? points : [...points.slice(0, mostShown - 1), points.at(-1)!]
  return (
    <div className={classes.framed}>
      <SimpleTable label="As it is read" columns={previewColumns} rows={numbered.map((point, at) => ({ ...point, at }))} rowKey={({ at }) => String(at)} />
    </div>
  )
}
