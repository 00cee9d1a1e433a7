import type { EvidenceKind } from '../../../shared/contract/evidence-kinds.ts'
import type { Control, ControlResult } from '../../../shared/contract/frameworks.ts'
import type { DemandJudgement } from '../../../shared/demands.ts'
import { bestOf, type Evaluated } from './rules.ts'

type Step = ControlResult['next'][number]

export interface StepContext {
  version: string
  framework: string
  kinds: ReadonlyMap<string, Pick<EvidenceKind, 'madeAs' | 'nilOk' | 'subject'>>
  /** How a document names what it is about. */
  refOf: (subject: EvidenceKind['subject']) => string
}

/** What is still to be done for a control: one step for each entry that does not hold, or the signature that is missing. */
export function stepsOf(control: Control, { status, when }: Pick<Evaluated, 'status' | 'when'>, context: StepContext): Step[] {
  if (status === 'ready_for_review') return [toSignature(control, context)]
  if (status === 'satisfied' || status === 'not_applicable') return []
  const open = when.map(bestOf).filter(({ next }) => next !== null)
  const steps = open.map((judgement) => ({ sentence: judgement.next!, command: commandFor(judgement, context) }))
  return [...new Map(steps.map((step) => [step.sentence, step])).values()]
}

const toSignature = ({ id, mode }: Control, { version, framework }: StepContext): Step => ({
  sentence: mode === 'review' ? 'Everything is there: a reviewer who made nothing of the version confirms that it is adequate.' : 'Everything is there: somebody who made nothing of the version states that it is so.',
  command: `countersign framework confirm ${version} ${framework} ${id} --reason "…"`,
})

const checks: Record<string, string> = {
  fairness_check: 'fairness',
  performance_test: 'performance',
  segment_performance: 'performance',
  calibration_check: 'performance',
  challenger_comparison: 'performance',
  production_performance: 'performance',
  data_quality_profile: 'quality',
  representativeness_check: 'quality',
  drift_check: 'drift',
  explainability_report: 'explanation',
}

function commandFor({ kind, record, lacking }: DemandJudgement, { version, kinds, refOf }: StepContext): string | null {
  const known = kinds.get(kind)
  if (!known) return null
  if (record !== null && lacking[0] === 'complete' && known.madeAs.includes('document')) return `countersign document new ${kind} --for ${refOf(known.subject)}`
  switch (known.madeAs[0]) {
    case 'check':
      return `countersign check ${checks[kind]} --version ${version} --data …`
    case 'document':
      return `countersign document new ${kind} --for ${refOf(known.subject)}`
    case 'manifest':
      return `countersign version add ${version.slice(0, version.lastIndexOf('@'))}`
    case 'tiering':
      return `countersign use-case assess ${refOf('use_case')}`
    case 'application':
      return kind === 'technical_file' ? `countersign report dossier ${version} --out dossier.pdf` : kind === 'audit_trail_check' ? 'countersign ledger verify' : kind === 'backup_check' ? 'countersign backup FILE' : null
    default:
      return null
  }
}
