import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { formatCount } from '../../../../ui/format.ts'
import { describeAlert, describeBusiness, describeModel, describeSegment, describeWindows } from '../../performance-settings.ts'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { ChallengerPanel } from './ChallengerPanel.tsx'
import { CalibrationPanel, ConfusionPanel, CurvesPanel, SweepPanel } from './DecisionPanels.tsx'
import { DecayPanel } from './DecayPanel.tsx'
import { ErrorsPanel } from './ErrorsPanel.tsx'
import { MetricsPanel } from './MetricsPanel.tsx'
import { SegmentsPanel } from './SegmentsPanel.tsx'
import evidence from '../../evidence.module.css'
import classes from './performance.module.css'

const always = ['It speaks of the rows in this file only: where the outcome is unknown, or was changed by the decision itself, it says nothing.']

export function PerformanceView({ check }: { check: CheckWithResult<'performance'> }) {
  const { result } = check
  const { settings, limits } = result
  return (
    <div className={evidence.stack}>
      <div className={classes.top}>
        <div className={evidence.stack}>
          <MetricsPanel result={result} />
          <LimitsPanel limits={[...limits, ...always]} />
        </div>
        <div className={evidence.stack}>
          <ConfusionPanel check={check} />
          <SettingsPanel
            check={check}
            items={[
              ['label', `${settings.label}${settings.positive === null ? '' : `, positive is “${settings.positive}”`}`],
              ['model', describeModel(settings.model)],
              ['challenger', settings.challenger && describeModel(settings.challenger)],
              ['windows', settings.windows && describeWindows(settings.windows)],
              ['alert', result.decay.length > 0 && describeAlert(settings.alert)],
              ['watched', settings.watched.map((name) => performanceTitles[name]).join(', ')],
              ['segments', settings.segments.length > 0 && settings.segments.map(describeSegment).join(', ')],
              ['worth', settings.business && describeBusiness(settings.business)],
              ['minimum', `${formatCount(settings.minimumRows)} rows, ${formatCount(settings.minimumCases)} cases under a rate`],
              ['resampling', `${formatCount(settings.bootstrap.resamples)} times, seed ${settings.bootstrap.seed}`],
            ]}
          />
        </div>
      </div>
      <DecayPanel check={check} />
      <CurvesPanel check={check} />
      <SweepPanel check={check} />
      <CalibrationPanel check={check} />
      <ErrorsPanel check={check} />
      <SegmentsPanel check={check} />
      <ChallengerPanel check={check} />
    </div>
  )
}
