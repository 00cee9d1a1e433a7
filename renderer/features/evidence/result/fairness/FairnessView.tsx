import type { CheckWithResult, FairnessSettings } from '../../../../../shared/contract/evidence.ts'
import { countOf, formatCount } from '../../../../ui/format.ts'
import { describeDecision } from '../../../../../shared/fairness-words.ts'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { ChartPanel } from './ChartPanel.tsx'
import { GroupsPanel } from './GroupsPanel.tsx'
import { HeatPanel } from './HeatPanel.tsx'
import { MetricsPanel, OtherMetricsPanel } from './MetricsPanel.tsx'
import { Sections } from './Sections.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

const always = [
  'It speaks of the rows in this file only: of people who were never scored, or whose outcome is unknown, it says nothing.',
  'Equal rates between groups do not make a decision right for a person; the metrics can not all be met at once where base rates differ.',
]

export function FairnessView({ check }: { check: CheckWithResult<'fairness'> }) {
  const { settings, limits, groups, median } = check.result
  return (
    <>
      <div className={resultClasses.top}>
        <div className={classes.stack}>
          {groups.length > 0 && <ChartPanel check={check} />}
          <HeatPanel check={check} />
          <SettingsPanel
            check={check}
            items={[
              ['label', settings.columns.label === undefined ? 'none' : `${settings.columns.label}${settings.columns.positive === undefined ? '' : `, positive is “${settings.columns.positive}”`}`],
              ['decision', `${describeDecision(settings.columns.decision)}${median === undefined ? '' : `, which is ${median}`}`],
              ['groups', settings.columns.groups.join(', ')],
              ['minimum', `${countOf(settings.minimumGroup, 'row')} a group, ${countOf(settings.minimumDenominator, 'case')} a rate`],
              ...moreSettings(settings),
            ]}
          />
        </div>
        <div className={classes.stack}>
          <MetricsPanel result={check.result} />
          <LimitsPanel limits={[...limits, ...always]} />
        </div>
      </div>
      <Sections check={check} />
      <GroupsPanel check={check} />
      <OtherMetricsPanel result={check.result} />
    </>
  )
}

/** Settings that most checks leave at their defaults. */
function moreSettings({ columns, reference, minimumShare, mode, resamples, seed }: FairnessSettings): [string, string][] {
  const items: [string, string | undefined][] = [
    ['score', columns.score],
    ['controls', columns.controls?.join(', ')],
    ['weights', columns.weight],
    ['reference', reference && Object.entries(reference).map(([column, value]) => `${column} = ${value}`).join(', ')],
    ['set aside', minimumShare === undefined ? undefined : `groups below ${minimumShare * 100} % of the rows`],
    ['judged by', mode === 'confidence' ? 'the whole interval' : undefined],
    ['bootstrap', resamples === 0 ? undefined : `${formatCount(resamples)} resamples, seed ${seed}`],
  ]
  return items.filter((item): item is [string, string] => item[1] !== undefined)
}
