import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { countOf } from '../../../../ui/format.ts'
import { describeDecision } from '../../../../../shared/fairness-words.ts'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { ChartPanel } from './ChartPanel.tsx'
import { GroupsPanel } from './GroupsPanel.tsx'
import { MetricsPanel } from './MetricsPanel.tsx'
import classes from '../../evidence.module.css'

const always = [
  'It speaks of the rows in this file only: of people who were never scored, or whose outcome is unknown, it says nothing.',
  'Equal rates between groups do not make a decision right for a person; the metrics can not all be met at once where base rates differ.',
]

export function FairnessView({ check }: { check: CheckWithResult<'fairness'> }) {
  const { settings, limits } = check.result
  return (
    <>
      <div className={classes.top}>
        <div className={classes.stack}>
          <ChartPanel check={check} />
          <SettingsPanel
            check={check}
            items={[
              ['label', `${settings.columns.label}, positive is “${settings.columns.positive}”`],
              ['decision', describeDecision(settings.columns.decision)],
              ['groups', settings.columns.groups.join(', ')],
              ['minimum', `${countOf(settings.minimumGroup, 'row')} a group, ${countOf(settings.minimumDenominator, 'case')} a rate`],
            ]}
          />
        </div>
        <div className={classes.stack}>
          <MetricsPanel result={check.result} />
          <LimitsPanel limits={[...limits, ...always]} />
        </div>
      </div>
      <GroupsPanel check={check} />
    </>
  )
}
