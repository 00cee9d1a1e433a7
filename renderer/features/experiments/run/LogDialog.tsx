import { Button, FileButton, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState, type DragEvent } from 'react'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { countOf } from '../../../ui/format.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { parseMetrics, parsePairs } from './logged-text.ts'
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
  const metrics = useMemo(() => read(() => parseMetrics(fields.metrics, 'the metrics', opened)), [fields.metrics, opened])
  const log = useMutation({
    mutationFn: async () => {
      const points = metrics.value ?? []
      await api.experiments.log.call({ run: run.id, parameters: parameters.value ?? {}, tags: tags.value ?? {}, metrics: points.slice(0, atOnce) })
      for (let from = atOnce; from < points.length; from += atOnce) await api.experiments.log.call({ run: run.id, metrics: points.slice(from, from + atOnce) })
    },
    onSuccess: onClose,
  })
  const isReadable = parameters.error === null && tags.error === null && metrics.error === null
  const isEmpty = Object.values(fields).every((text) => text.trim() === '')
  return (
    <FormDialog opened title={`Log to ${run.name}`} size={640} submitLabel="Log" onClose={onClose} onSubmit={() => log.mutate()} busy={log.isPending} error={log.error} submitDisabled={isEmpty || !isReadable}>
      <MetricsField value={fields.metrics} error={metrics.error} said={metrics.value === null ? '' : saidOf(metrics.value)} onChange={(text) => set({ metrics: text })} />
      <Textarea label="Parameters" description="One a line, as NAME=VALUE. A parameter has one value for the whole run." placeholder={'C=1.0\nsolver=lbfgs'} autosize minRows={2} maxRows={8} spellCheck={false} error={parameters.error} value={fields.parameters} onChange={(event) => set({ parameters: event.currentTarget.value })} />
      <Textarea label="Tags" description="One a line, as NAME=VALUE." autosize minRows={1} maxRows={6} spellCheck={false} error={tags.error} value={fields.tags} onChange={(event) => set({ tags: event.currentTarget.value })} />
    </FormDialog>
  )
}

function saidOf(points: readonly { key: string }[]): string {
  if (points.length === 0) return ''
  const keys = [...new Set(points.map(({ key }) => key))]
  return `${countOf(points.length, 'point')} of ${countOf(keys.length, 'metric')}: ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ' …' : ''}`
}

function MetricsField({ value, error, said, onChange }: { value: string; error: string | null; said: string; onChange: (text: string) => void }) {
  const [over, setOver] = useState(false)
  const take = async (file: File | null | undefined) => {
    if (file) onChange(await file.text())
  }
  const hover = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    hover(false)(event)
    void take(event.dataTransfer.files[0])
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Dropping is a third way beside typing and the button in it.
    <div className={classes.stack} onDragOver={hover(true)} onDragLeave={hover(false)} onDrop={drop}>
      <Textarea
        label="Metrics"
        description="Paste or drop CSV (step,loss,auc, or key,value,step) or JSON ({&quot;auc&quot;: 0.93})."
        placeholder={'step,loss,auc\n0,0.69,0.50\n1,0.52,0.71'}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        data-autofocus
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        styles={{ input: { fontFamily: 'var(--cs-mono)', ...(over && { background: 'var(--cs-accent-bg)' }) } }}
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
          {said}
        </span>
      </div>
    </div>
  )
}
