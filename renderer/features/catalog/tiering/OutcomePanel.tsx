import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { tierOverrideRoles } from '../../../../shared/contract/assessment.ts'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { toHeadline, toSentences } from '../../../../shared/tiering-words.ts'
import { isLower } from '../../../../shared/tiering.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { sentenceOf } from '../../../ui/failure.ts'
import { countOf } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Symbol } from '../../../ui/Symbol.tsx'
import { EuFacts } from './EuFacts.tsx'
import { OverrideDialog } from './OverrideDialog.tsx'
import type { Answers } from './use-answers.ts'
import classes from './tiering.module.css'

interface OutcomeProps {
  readonly useCase: UseCase
  readonly note: string
  readonly answers: Answers
  readonly onDone: () => void
}

/** What the answers come to at this moment, and the two ways to record it. */
export function OutcomePanel({ useCase, note, answers, onDone }: OutcomeProps) {
  const { outcome, euClass, problems } = answers.outcome
  const lowers = outcome?.tier !== undefined && outcome.tier !== null && isLower(outcome.tier, useCase.tier)
  return (
    <>
      <Panel title="Computed tier" aside={problems.length > 0 && `${countOf(problems.length, 'answer')} missing`}>
        <div className={classes.stack}>
          <div className={classes.stack} aria-live="polite">
            <p className={classes.headline}>{outcome ? toHeadline(outcome) : 'The tier shows here once all seven questions have a level.'}</p>
            {outcome && <Steps sentences={toSentences(outcome)} />}
          </div>
          {lowers && (
            <p className={classes.lowered}>
              <Symbol tone="caution" />
              <span>
                Lower than the tier {useCase.tier} that holds now. {note}
              </span>
            </p>
          )}
          <Changes changes={answers.changes} />
          <Record useCase={useCase} answers={answers} onDone={onDone} />
        </div>
      </Panel>
      {euClass && (
        <Panel title="Class under the EU AI Act">
          <EuFacts euClass={euClass} />
        </Panel>
      )}
    </>
  )
}

function Changes({ changes }: { changes: readonly string[] }) {
  if (changes.length === 0) return null
  return (
    <div>
      <h3 className={classes.legend}>Other than in the newest assessment</h3>
      <Steps sentences={changes} />
    </div>
  )
}

const Steps = ({ sentences }: { sentences: readonly string[] }) => (
  <ul className={classes.steps}>
    {sentences.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
)

function Record({ useCase, answers, onDone }: Omit<OutcomeProps, 'note'>) {
  const api = useApi()
  const person = useActingPerson()
  const [overriding, setOverriding] = useState(false)
  const record = useMutation(api.catalog.recordAssessment.mutationOptions({ onSuccess: onDone }))
  const { outcome, problems } = answers.outcome
  if (!person) return <Button onClick={() => askForSignIn()}>Sign in to record…</Button>
  const mayOverride = tierOverrideRoles.some((role) => person.roles.includes(role))
  return (
    <div className={classes.stack}>
      {problems.length > 0 && (
        <details className={classes.points}>
          <summary>What is missing</summary>
          <Steps sentences={problems.map(({ sentence }) => sentence)} />
        </details>
      )}
      {record.error !== null && (
        <p className={classes.failure} role="alert">
          <Symbol tone="bad" />
          <span>{sentenceOf(record.error)}</span>
        </p>
      )}
      <div className={classes.acts}>
        <Button disabled={!answers.complete} loading={record.isPending} onClick={() => record.mutate(answers.told)}>
          {outcome?.tier === null ? 'Record: not allowed' : outcome ? `Record tier ${outcome.tier}` : 'Record'}
        </Button>
        {outcome?.tier !== null && (
          <Button variant="default" disabled={!answers.complete || !mayOverride} onClick={() => setOverriding(true)}>
            Set another tier…
          </Button>
        )}
      </div>
      {!mayOverride && <p className={classes.quiet}>Another tier than the computed one is set by a risk expert, a compliance reviewer or a final approver.</p>}
      {overriding && outcome?.tier && <OverrideDialog useCase={useCase} input={answers.told} outcome={outcome} signer={person.name} onClose={() => setOverriding(false)} onDone={onDone} />}
    </div>
  )
}
