import { assess, toAssessed, toAssessmentInput, type Questionnaire } from '../../../shared/assessing.ts'
import { tierOverrideRoles, type Assessed, type Assessment, type AssessmentInput, type AssessmentPreview } from '../../../shared/contract/assessment.ts'
import type { ShownText } from '../../../shared/contract/identity.ts'
import type { Policy } from '../../../shared/contract/policies.ts'
import { AppError } from '../../../shared/errors.ts'
import { toWords } from '../../../shared/id-words.ts'
import { whyNotOverride } from '../../../shared/tiering.ts'
import { changesBetween } from '../../../shared/tiering-words.ts'
import { loadEuLookups } from '../../platform/eu-ai-act.ts'
import { createShownTexts } from '../identity/service.ts'
import { roleToOverride } from './rules.ts'
import type { CatalogInput, CatalogOptions, CatalogReaders } from './service.ts'
import { toTierOverrideText } from './statement.ts'

export interface Assessments {
  /** The questions of the policy in force and the answers to begin with. */
  questionnaire(useCase: string): { policy: { id: string; version: number; sha256: string; title: string }; start: AssessmentInput } & Questionnaire
  /** What the answers would come to; writes nothing. */
  assess(input: AssessmentInput): AssessmentPreview
  /** BAD_INPUT says what is missing; the tier is in force from the entry on. */
  recordAssessment(actor: string, input: AssessmentInput): Assessment
  /** The text by which `actor` would set another tier; FORBIDDEN says why they may not. */
  overrideStatement(actor: string, input: CatalogInput<'overrideStatement'>): ShownText
  /** Signs exactly the text whose digest is given and records the answers it was made for. */
  signOverride(actor: string, input: CatalogInput<'signOverride'>): Promise<Assessment>
}

type Deps = CatalogOptions & { readers: CatalogReaders }
type Override = CatalogInput<'overrideStatement'>['override']

export function createAssessments(deps: Deps): Assessments {
  const { ledger, readers, identity, clock } = deps
  const shown = createShownTexts<{ assessed: Assessed; override: Override }>(clock)
  const ground = () => groundOf(deps)
  const record = (actor: string, assessed: Assessed, override?: Override & { note: string }) => {
    ledger.append(actor, () => {
      refuseOtherPolicy(assessed, ground().ref)
      return { kind: 'use-case.assessed/v1', body: { ...assessed, ...(override && { override }) } }
    })
    return readers.assessments(assessed.useCase)[0]!
  }
  return {
    questionnaire(id) {
      const useCase = readers.useCase(id).id
      const { policy, ref, ...questions } = ground()
      const newest = readers.assessments(useCase)[0]
      return { policy: { ...ref, title: policy.title }, ...questions, start: newest ? toAssessmentInput(newest) : emptyInput(useCase) }
    },
    assess(input) {
      const named = { ...input, useCase: readers.useCase(input.useCase).id }
      const { ref, ...questions } = ground()
      const whole = toAssessed(named, ref, questions)
      const newest = readers.assessments(named.useCase)[0]
      return { ...assess(named, questions), changes: whole && newest ? changesBetween(newest, whole) : [] }
    },
    recordAssessment: (actor, input) => record(actor, complete(deps, input)),
    overrideStatement(actor, { override, ...input }) {
      const assessed = complete(deps, input)
      const person = identity.person(actor)
      const role = roleToOverride(person.roles)
      if (role === null) throw new AppError('FORBIDDEN', `Another tier than the computed one is set by somebody with one of the roles ${tierOverrideRoles.map(toWords).join(', ')}; ${person.name} has none of them. Record the computed tier, or ask one of them.`)
      const why = whyNotOverride(assessed.outcome, override.tier)
      if (why !== null) throw new AppError('BAD_INPUT', why)
      const useCaseName = readers.useCase(assessed.useCase).name
      const text = toTierOverrideText({ assessed, useCaseName, ...override, signer: { ...person, role }, signedAt: clock.now().toISOString(), ledger: { origin: ledger.origin, ...ledger.tip() } })
      return shown.handOut(actor, assessed.useCase, text, { assessed, override })
    },
    async signOverride(actor, { useCase, sha256, passphrase }) {
      const { text, input } = shown.find(actor, { id: readers.useCase(useCase).id, sha256 })
      const signer = await identity.unlock(actor, passphrase)
      const recorded = record(actor, input.assessed, { ...input.override, note: signer.signNote(text) })
      shown.signed(sha256)
      return recorded
    },
  }
}

function groundOf({ policy }: Pick<CatalogOptions, 'policy'>): Questionnaire & { policy: Policy; ref: Assessed['policy'] } {
  const { policy: current, sha256 } = policy()
  return { policy: current, ref: { id: current.id, version: current.version, sha256 }, tiering: current.tiering, eu: loadEuLookups() }
}

/** The answers as they are recorded. BAD_INPUT names everything that is missing or contradicts itself. */
function complete(deps: Deps, input: AssessmentInput): Assessed {
  const named = { ...input, useCase: deps.readers.useCase(input.useCase).id }
  const { ref, ...questions } = groundOf(deps)
  const assessed = toAssessed(named, ref, questions)
  if (assessed) return assessed
  throw new AppError('BAD_INPUT', `The assessment is not complete. ${assess(named, questions).problems.map(({ sentence }) => sentence).join(' ')} Nothing was written.`)
}

function refuseOtherPolicy({ policy }: Assessed, current: Assessed['policy']): void {
  if (policy.sha256 === current.sha256) return
  throw new AppError('CONFLICT', `Another policy came into force meanwhile (${current.id} ${current.version}). Open the questions again: your answers are kept, and the tier is computed under the new one. Nothing was written.`)
}

const emptyInput = (useCase: string): AssessmentInput => ({
  useCase,
  answers: {},
  facts: [],
  eu: { scope: null, roles: [], prohibited: [], annexI: [], annexIII: [], profiling: false, exemption: null, transparency: [], reason: '' },
})
