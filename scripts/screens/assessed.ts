import type { AssessmentInput } from '../../shared/contract/assessment.ts'
import type { ExamplePerson } from '../../electron/core/example.ts'
import type { Workspace } from '../../electron/core/workspace.ts'

const answers: AssessmentInput['answers'] = {
  exposure: { level: 2, reason: 'About 40,000 applications a year; the portfolio is a tenth of the book.' },
  purpose: { level: 2, reason: 'The order of the list is one input; the clerk also has the application and the account.' },
  harm_to_people: { level: 2, reason: 'A loan that is refused or late. Refusals can be appealed.' },
  autonomy: { level: 0, reason: 'The clerk decides each application and sees why it stands where it stands.' },
  reversibility: { level: 1, reason: 'An appeal is decided within ten days; what was missed meanwhile can not be given back.' },
  opacity: { level: 1, reason: 'Logistic regression with twenty attributes.' },
  change_rate: { level: 1, reason: 'Fitted anew once a year.' },
}

/** Assessed, assessed again as a listed use, and once more with another tier set by hand. */
export async function assessUseCase({ catalog }: Workspace, useCase: string, author: ExamplePerson, risk: ExamplePerson): Promise<void> {
  const eu = { scope: 'inside' as const, roles: ['deployer' as const], prohibited: [], annexI: [], annexIII: [], profiling: false, exemption: null, transparency: [], reason: 'A clerk uses the order of the list; nobody outside deals with the system.' }
  const first: AssessmentInput = { useCase, answers, facts: [], eu }
  catalog.recordAssessment(author.email, first)
  catalog.recordAssessment(author.email, { ...first, facts: ['credit_or_insurance_pricing_of_persons'], eu: { ...eu, annexIII: ['III.5(b)'], reason: 'Creditworthiness of persons, by the reading of counsel.' } })
  const third: AssessmentInput = { ...first, answers: { ...answers, exposure: { level: 3, reason: 'The whole retail book from January on.' } }, eu: { ...eu, transparency: ['50(1)'], reason: 'A voice line reads the place in the list to applicants who call.' } }
  const { sha256 } = catalog.overrideStatement(risk.email, { ...third, override: { tier: 2, reason: 'The list is a pilot in two branches until January.' } })
  await catalog.signOverride(risk.email, { useCase, sha256, passphrase: risk.passphrase })
}
