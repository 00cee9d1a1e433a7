import { useQuery } from '@tanstack/react-query'
import type { Assessment } from '../../../../shared/contract/assessment.ts'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { dimensionTitles, toHeadline, toSentences } from '../../../../shared/tiering-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { Symbol } from '../../../ui/Symbol.tsx'
import classes from './tiering.module.css'

/** One assessment: why this tier, who set another one, and every answer with its reason. */
export function AssessmentView({ assessment }: { assessment: Assessment }) {
  const { outcome, override, by, answers, seq } = assessment
  return (
    <div className={classes.stack}>
      {override && (
        <div className={classes.lowered}>
          <Symbol tone="caution" />
          <div>
            <p>
              Set by hand: {by} signed tier {override.tier} in place of the computed tier {outcome.tier}. {override.reason}
            </p>
            <details>
              <summary>The signed text</summary>
              <Mono text={override.text} label={`signed text of entry ${seq}`} wrap />
            </details>
          </div>
        </div>
      )}
      <p className={classes.headline}>{override && 'Computed: '}{toHeadline(outcome)}</p>
      <ul className={classes.steps}>
        {toSentences(outcome).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <SimpleTable
        label={`Answers of entry ${seq}`}
        rows={answers}
        rowKey={({ dimension }) => dimension}
        columns={[
          { id: 'dimension', header: 'dimension', rowHeader: true, cell: ({ dimension }) => dimensionTitles[dimension] },
          { id: 'level', header: 'level', align: 'end', cell: ({ level }) => level },
          { id: 'answer', header: 'answer', wrap: true, cell: ({ text }) => text },
          { id: 'reason', header: 'reason', wrap: true, cell: ({ reason }) => <span className={classes.prose}>{reason}</span> },
        ]}
      />
    </div>
  )
}

/** A lower tier than before is marked, with what the policy says of splitting and lowering. */
export function LoweredNote({ useCase }: { useCase: UseCase }) {
  const api = useApi()
  const lowered = useCase.assessed?.loweredFrom ?? null
  const { data } = useQuery({ ...api.catalog.questionnaire.queryOptions({ input: { id: useCase.id } }), enabled: lowered !== null })
  if (lowered === null) return null
  return (
    <p className={classes.lowered}>
      <Symbol tone="caution" />
      <span>
        Lowered: tier {lowered} held before. {data?.tiering.note}
      </span>
    </p>
  )
}
