import type { ReactNode } from 'react'
import type { CheckKind, CheckWithResult } from '../../../../shared/contract/evidence.ts'
import { ExplanationView } from './explanation/ExplanationView.tsx'
import { DriftView } from './drift/DriftView.tsx'
import { FairnessView } from './fairness/FairnessView.tsx'
import { PerformanceView } from './performance/PerformanceView.tsx'
import { QualityView } from './quality/QualityView.tsx'

const views: { [K in CheckKind]: (props: { check: CheckWithResult<K> }) => ReactNode } = { fairness: FairnessView, quality: QualityView, drift: DriftView, explanation: ExplanationView, performance: PerformanceView }

/** What a check found, as its kind shows it. The table gives each kind its own view, which the type of a union can not follow. */
export function StoredResult({ check }: { check: CheckWithResult }) {
  const View = views[check.kind] as (props: { check: CheckWithResult }) => ReactNode
  return <View check={check} />
}
