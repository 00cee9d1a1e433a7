import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Assessment } from '../../../../shared/contract/assessment.ts'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { tierWords } from '../../../../shared/tiering-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { tierMeanings } from '../tiers.ts'
import { AssessmentView, LoweredNote } from './AssessmentView.tsx'
import { EuFacts } from './EuFacts.tsx'
import { TierMark } from './TierMark.tsx'
import classes from './tiering.module.css'

/** The tier in force with everything it rests on, and the assessments before it. */
export function TierPanels({ useCase }: { useCase: UseCase }) {
  const api = useApi()
  const { data: assessments = [] } = useQuery(api.catalog.assessments.queryOptions({ input: { id: useCase.id } }))
  const [newest, ...older] = assessments
  return (
    <>
      <Panel
        title="Risk tier"
        padded={newest !== undefined}
        aside={
          <Button component={Link} to={`/use-cases/${useCase.id}/assess`} variant={newest ? 'default' : 'filled'} size="compact-xs">
            {newest ? 'Assess again…' : 'Assess the tier…'}
          </Button>
        }
      >
        {newest ? <Newest useCase={useCase} assessment={newest} /> : useCase.assessed === null && <Stated useCase={useCase} />}
      </Panel>
      {newest && (
        <Panel title="Class under the EU AI Act">
          <EuFacts euClass={newest.euClass} reason={newest.eu.reason} />
        </Panel>
      )}
      {newest && <HistoryPanel useCase={useCase} newest={newest} older={older} />}
    </>
  )
}

function Stated({ useCase }: { useCase: UseCase }) {
  return (
    <EmptyState title={`Tier ${tierWords(useCase.tier)}, as stated at registration: not assessed yet.`}>
      <p>{useCase.tierReasons || 'No reasons were given.'}</p>
      <p>{tierMeanings[useCase.tier].replace(/^./, (letter) => letter.toUpperCase())}. The questions of the policy compute the tier and keep the reasons in the ledger.</p>
    </EmptyState>
  )
}

function Newest({ useCase, assessment }: { useCase: UseCase; assessment: Assessment }) {
  const { seq, at, by, policy } = assessment
  return (
    <div className={classes.stack}>
      <p className={classes.tier}>
        {assessment.outcome.tier === null ? 'No tier' : `Tier ${tierWords(assessment.tier)}`} <TierMark assessed={useCase.assessed} />
      </p>
      <LoweredNote useCase={useCase} />
      <AssessmentView assessment={assessment} />
      <p className={classes.quiet}>
        Assessed by {by} <RelativeTime at={at} />, entry <Link to={`/ledger/${seq}`}>{formatCount(seq)}</Link>, with the questions of {policy.id} {policy.version}.
      </p>
    </div>
  )
}

interface HistoryProps {
  readonly useCase: UseCase
  readonly newest: Assessment
  readonly older: readonly Assessment[]
}

function HistoryPanel({ useCase, newest, older }: HistoryProps) {
  return (
    <Panel title="How the tier came to be" aside={formatCount(older.length + 2)}>
      <ol className={classes.history}>
        {[newest, ...older].map((one) => (
          <li key={one.seq}>
            <details className={classes.points}>
              <summary>
                <strong>{one.outcome.tier === null ? 'Not allowed' : `Tier ${tierWords(one.tier)}`}</strong>
                {one.override && ` set by hand, computed ${one.outcome.tier}`}
                <span className={classes.gives}>
                  {' '}
                  · {one.by} <RelativeTime at={one.at} />, entry {formatCount(one.seq)}
                </span>
                {one.changes.length > 0 && <span className={classes.changes}>{one.changes.join(' · ')}</span>}
              </summary>
              <AssessmentView assessment={one} />
            </details>
          </li>
        ))}
        <li>
          <KeyValue
            items={[
              ['as stated', `Tier ${tierWords(useCase.registeredTier)}`],
              ['reasons', useCase.tierReasons || 'none given'],
              ['registered', <Link key="entry" to={`/ledger/${useCase.seq}`}>{`entry ${formatCount(useCase.seq)}`}</Link>],
            ]}
          />
        </li>
      </ol>
    </Panel>
  )
}
