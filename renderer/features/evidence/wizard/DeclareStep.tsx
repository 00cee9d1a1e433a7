import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Check } from '../../../../shared/contract/evidence.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { describeDecision } from '../settings.ts'
import { metricNames, metricWords } from '../wording.ts'
import { type CheckDraft, toRunInput } from './draft.ts'
import type { Wizard } from './use-wizard.ts'
import classes from '../evidence.module.css'

/** The declaration as it will be written, then the run. A refusal leaves the draft as it was. */
export function DeclareStep({ wizard }: { wizard: Wizard }) {
  const api = useApi()
  const navigate = useNavigate()
  const run = useMutation(api.evidence.run.mutationOptions({ onSuccess: ({ job }) => wizard.follow(job) }))
  const job = useJobRun<Check>(wizard.job, (check) => {
    wizard.drop()
    void navigate({ to: `/checks/${check.id}`, replace: true })
  })
  const failure = run.error ?? job.failure
  const busy = run.isPending || job.running
  return (
    <Panel title="This is what will be written before the run" aside="entry check.declared">
      <Declaration draft={wizard.draft} />
      {job.running && (
        <ProgressLine
          title={job.job?.title ?? 'Fairness check'}
          done={job.job?.progress.done ?? 0}
          total={job.job?.progress.total ?? null}
          note={job.job?.progress.note ?? 'starting'}
          onCancel={job.cancel}
        />
      )}
      {!busy && failure && (
        <p className={classes.problems} role="alert">
          {sentenceOf(failure)} What you chose is kept.
        </p>
      )}
      {!busy && job.cancelled && <output>Cancelled. What you chose is kept.</output>}
      <div className={classes.foot}>
        <Button variant="default" disabled={busy} onClick={() => wizard.go('thresholds')}>
          Back
        </Button>
        <Button loading={busy} onClick={() => run.mutate(toRunInput(wizard.draft))}>
          Declare and run
        </Button>
        <span className={classes.quiet}>The declaration stays in the ledger, also if the result is not what was hoped for.</span>
      </div>
    </Panel>
  )
}

function Declaration({ draft }: { draft: CheckDraft }) {
  const { version, inputs, settings } = toRunInput(draft)
  const { columns, minimumGroup } = settings
  const judged = metricNames.filter((name) => draft.limits[name].judged)
  return (
    <div className={classes.stack}>
      <KeyValue
        items={[
          ['version', version],
          ['file', inputs.data],
          ['label', `column ${columns.label}, positive is “${columns.positive}”`],
          ['decision', describeDecision(columns.decision)],
          ['groups', columns.groups.join(', ')],
          ['minimum group', `${minimumGroup} rows`],
          ['intervals', '95 %'],
        ]}
      />
      <SimpleTable
        label="Thresholds to be declared"
        rows={judged}
        rowKey={(name) => name}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => metricWords[name].title },
          { id: 'formal', header: 'formal name', cell: (name) => metricWords[name].formal },
          { id: 'bound', header: 'passes at', align: 'end', cell: (name) => `${metricWords[name].bound === 'max' ? '≤' : '≥'} ${draft.limits[name].bound}` },
          { id: 'source', header: 'source', cell: (name) => draft.limits[name].source },
        ]}
      />
    </div>
  )
}
