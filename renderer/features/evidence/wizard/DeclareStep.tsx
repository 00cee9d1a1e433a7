import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Check } from '../../../../shared/contract/evidence.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { JobLine } from '../../../ui/ProgressLine.tsx'
import { kindWords } from '../kinds.ts'
import { TestSetWarnings, useDraftWarnings } from './OverTestSet.tsx'
import { SaveTemplate } from './SaveTemplate.tsx'
import { toUnshown, toWholeRun, toWords } from './start.ts'
import type { Wizard } from './use-wizard.ts'
import { chosenFiles, type Draft } from './wizard-kind.ts'
import classes from '../evidence.module.css'
import wizardClasses from './wizard.module.css'

/** The declaration as it will be written, then the run. A refusal leaves the draft as it was. */
export function DeclareStep<D extends Draft>({ wizard }: { wizard: Wizard<D> }) {
  const api = useApi()
  const navigate = useNavigate()
  const run = useMutation(api.evidence.run.mutationOptions({ onSuccess: ({ job }) => wizard.follow(job) }))
  const job = useJobRun<Check>(wizard.job, (check) => {
    // Dropped only behind the result: without its draft the wizard would show its first step meanwhile.
    void navigate({ to: `/checks/${check.id}`, replace: true }).then(wizard.drop)
  })
  const { kind } = wizard
  const files = chosenFiles(wizard.draft)
  const whole = toWholeRun(kind, wizard.draft)
  const unshown = Object.entries(toUnshown(kind, wizard.draft, whole.settings))
  const warnings = useDraftWarnings(wizard.draft)
  const [agreed, setAgreed] = useState('')
  const asked = warnings.map(({ sentence }) => sentence).join(' ')
  const failure = run.error ?? job.failure
  const busy = run.isPending || job.running
  return (
    <Panel title="This is what will be written before the run" aside="entry check.declared">
      <div className={classes.stack}>
        <KeyValue items={[['version', wizard.draft.version], ...kind.files.filter(({ role }) => files[role]).map(({ role, label }): [string, string] => [label.toLowerCase(), files[role] ?? ''])]} />
        <kind.Declaration draft={wizard.draft} />
        {wizard.draft.testSet && <KeyValue items={[['test set', wizard.draft.testSet]]} />}
        {unshown.length > 0 && <KeyValue items={[[`as in ${wizard.draft.startedFrom?.title}`, unshown.map(([name, value]) => `${toWords(name)}: ${toText(value)}`).join(' · ')]]} />}
      </div>
      <JobLine run={job} title={`${kindWords[kind.check].title} check`} />
      {!busy && failure && (
        <p className={wizardClasses.problems} role="alert">
          {sentenceOf(failure)} What you chose is kept.
        </p>
      )}
      {!busy && job.cancelled && <output>Cancelled. What you chose is kept.</output>}
      {warnings.length > 0 && (
        <div className={wizardClasses.asked}>
          <TestSetWarnings draft={wizard.draft} />
          <Checkbox label={warnings.length === 1 ? 'Use the test set' : 'Use these test sets'} disabled={busy} checked={agreed === asked} onChange={(event) => setAgreed(event.currentTarget.checked ? asked : '')} />
        </div>
      )}
      <div className={wizardClasses.foot}>
        <Button variant="default" disabled={busy} onClick={() => wizard.go(wizard.steps.at(-2)?.id ?? 'file')}>
          Back
        </Button>
        <Button loading={busy} disabled={agreed !== asked || warnings.some(({ refusal }) => refusal !== null)} onClick={() => run.mutate(whole)}>
          Declare and run
        </Button>
        <SaveTemplate run={whole} disabled={busy} />
        <span className={classes.quiet}>Once declared it stays in the ledger, whatever the result.</span>
      </div>
    </Panel>
  )
}

const toText = (value: unknown): string => (Array.isArray(value) ? value.map(toText).join(', ') || 'none' : typeof value === 'string' ? value : JSON.stringify(value))
