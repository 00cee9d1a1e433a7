import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { formatCount } from '../../../../ui/format.ts'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { FindingsPanel } from './FindingsPanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { RepresentationPanel } from './RepresentationPanel.tsx'
import { RulesPanel } from './RulesPanel.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

export function QualityView({ check }: { check: CheckWithResult<'quality'> }) {
  const { result } = check
  const { settings } = result
  return (
    <>
      <div className={resultClasses.findingsFirst}>
        <div className={classes.stack}>
          <FindingsPanel result={result} />
          {result.rules.length > 0 && <RulesPanel result={result} />}
          <LimitsPanel limits={result.limits} />
        </div>
        <SettingsPanel
          check={check}
          items={[
            ['label', settings.label ?? 'none'],
            ['row names', settings.rowIds.join(', ') || 'none'],
            ['rules', formatCount(settings.rules.length)],
            ['missing', settings.missing.filter(Boolean).join(' · ')],
          ]}
        />
      </div>
      {result.benchmark.map((one) => (
        <RepresentationPanel key={one.column} representation={one} />
      ))}
      <ProfilePanel check={check} />
    </>
  )
}
