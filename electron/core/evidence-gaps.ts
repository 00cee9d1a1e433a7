import type { CheckKind } from '../../shared/contract/evidence.ts'
import type { TierDemands } from '../../shared/contract/policies.ts'
import { toWords } from '../../shared/policy-words.ts'
import type { Catalog } from '../domain/catalog/service.ts'
import type { Evidence } from '../domain/evidence/service.ts'

const kindsOfChecks: Record<CheckKind, readonly string[]> = {
  fairness: ['fairness_check'],
  quality: ['data_quality_profile'],
  drift: ['drift_check'],
  explanation: ['explainability_report'],
  performance: ['performance_test', 'segment_performance', 'calibration_check'],
}

/** Kinds of evidence that a tier demands and a version has none of, by what its manifest and its checks hold. */
export function createGaps({ catalog, evidence }: { catalog: Pick<Catalog, 'version'>; evidence: Pick<Evidence, 'checks'> }): (version: string, demands: TierDemands) => string[] {
  return (version, { evidence: demanded }) => {
    if (demanded.length === 0) return []
    const { manifest, useCase } = catalog.version(version)
    const parts: [string, boolean][] = [
      ['use_case_record', useCase.purpose !== ''],
      ['risk_classification', useCase.assessed !== null],
      ['inventory_entry', true],
      ['dataset_fingerprint', manifest.data.length > 0],
      ['model_artifact', manifest.artefact !== null],
      ['code_reference', manifest.code !== null],
      ['environment_snapshot', manifest.environment !== null],
    ]
    const held = new Set([...parts.filter(([, there]) => there).map(([kind]) => kind), ...evidence.checks({ version }).flatMap((check) => kindsOfChecks[check.kind])])
    return demanded.filter(({ kind }) => !held.has(kind)).map(({ kind }) => toWords(kind))
  }
}
