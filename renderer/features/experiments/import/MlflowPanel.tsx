import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportOutcome } from '../../../../shared/contract/run-import.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi, type Api } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { countOf, formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { JobLine } from '../../../ui/ProgressLine.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { ReportView } from './ReportView.tsx'
import classes from '../experiments.module.css'

type Source = Awaited<ReturnType<Api['experiments']['importSource']['call']>>
type SourceExperiment = Source['experiments'][number]

/** Where the runs are, which of them, what would come, and then the import: nothing is written before the last step. */
export function MlflowPanel() {
  const api = useApi()
  const [kind, setKind] = useState<'folder' | 'file'>('folder')
  const [path, setPath] = useState('')
  const look = useMutation(api.experiments.importSource.mutationOptions())
  const take = (next: string) => {
    setPath(next)
    look.reset()
  }
  return (
    <Panel title="Runs of MLflow">
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          look.mutate({ path })
        }}
      >
        <SegmentedControl
          size="xs"
          aria-label="They are in"
          value={kind}
          onChange={(next) => {
            setKind(next as 'folder' | 'file')
            take('')
          }}
          data={[
            { value: 'folder', label: 'A folder (mlruns)' },
            { value: 'file', label: 'A database (mlflow.db)' },
          ]}
        />
        <FileField label={kind === 'folder' ? 'Folder' : 'Database'} description="It is only read, and may lie anywhere on this computer." kind={kind} value={path} onChange={take} {...(kind === 'file' && { filters: [{ name: 'SQLite databases', extensions: ['db', 'sqlite', 'sqlite3', '*'] }] })} />
        <div>
          <Button type="submit" variant="default" loading={look.isPending} disabled={path === ''}>
            Look into it
          </Button>
        </div>
      </form>
      {look.error !== null && <ErrorState error={look.error} kept="Nothing was written." />}
      {look.data !== undefined && <Chosen key={path} path={path} found={look.data} />}
    </Panel>
  )
}

/** The experiments that are chosen, and the job over them. */
function Chosen({ path, found: { source, experiments } }: { path: string; found: Source }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(experiments.map(({ id }) => id)))
  const { run, start, outcome, failure, forget } = useImport(path)
  const ids = chosen.size === experiments.length ? [] : [...chosen]
  const runs = experiments.filter(({ id }) => chosen.has(id)).reduce((sum, one) => sum + one.runs, 0)
  const choose = (next: Iterable<string>) => {
    setChosen(new Set(next))
    forget()
  }
  const columns: SimpleColumn<SourceExperiment>[] = [
    { id: 'take', header: 'take', cell: ({ id, name }) => <Checkbox size="xs" aria-label={`Take ${name}`} checked={chosen.has(id)} disabled={run.running} onChange={(event) => choose(event.currentTarget.checked ? [...chosen, id] : [...chosen].filter((one) => one !== id))} /> },
    { id: 'name', header: 'experiment', rowHeader: true, cut: true, cell: ({ name, isDeleted }) => <>{name}{isDeleted && <span className={classes.quiet}> (deleted there)</span>}</> },
    { id: 'id', header: 'id there', cell: ({ id }) => <span className={classes.mono}>{id}</span> },
    { id: 'runs', header: 'runs', align: 'end', cell: ({ runs: count }) => formatCount(count) },
  ]
  return (
    <div className={classes.stack} style={{ marginTop: 12 }}>
      <p className={classes.note} aria-live="polite">
        {source.kind === 'folder' ? 'A folder' : 'A database'} of MLflow{source.schema !== null && `, revision ${source.schema}`}: {countOf(experiments.length, 'experiment')}, {countOf(runs, 'run')} chosen.
      </p>
      <div className={classes.framed}>
        <SimpleTable label="Experiments of the source" columns={columns} rows={experiments} rowKey={({ id }) => id} empty={<p className={classes.slot} style={{ margin: 0 }}>It holds no experiment that can be read.</p>} />
      </div>
      <div className={classes.actions}>
        <Button variant="default" disabled={run.running || chosen.size === 0} onClick={() => start(ids, true)}>
          Show what it would bring
        </Button>
        <Button disabled={run.running || chosen.size === 0 || outcome === null} onClick={() => start(ids, false)}>
          Import
        </Button>
        {outcome === null && !run.running && <span className={classes.quiet}>See what would come first.</span>}
      </div>
      <JobLine run={run} title="Reading" />
      {run.cancelled && <p className={classes.note}>Cancelled. What was sealed before stays; import again to go on.</p>}
      {failure !== null && failure !== undefined && <ErrorState error={failure} kept="What was sealed before stays. Import again to go on." />}
      {outcome !== null && <ReportView report={outcome.report} said={outcome.dryRun ? 'This is what an import would bring. Nothing was written.' : 'Nothing new came, so nothing was written.'} />}
    </div>
  )
}

/** One job at a time: first what would come, then the import, which ends at its report. */
function useImport(path: string) {
  const api = useApi()
  const signedIn = useSignedIn()
  const navigate = useNavigate()
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const run = useJobRun<ImportOutcome>(id, (done) => (done.entry === null ? setOutcome(done) : void navigate({ to: `/experiments/imports/${done.entry}` })))
  return {
    run,
    outcome,
    failure: refused ?? run.failure,
    forget: () => setOutcome(null),
    start(experiments: string[], dryRun: boolean) {
      if (!signedIn()) return
      setRefused(null)
      setOutcome(null)
      api.experiments.importRuns.call({ path, experiments, dryRun }).then(({ job }) => setId(job), setRefused)
    },
  }
}
