import type { catalogContract } from '../../../shared/contract/catalog.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { inspectApart } from './inspection.ts'
import type { Catalog } from './service.ts'

export function catalogHandlers(catalog: Catalog): Handlers<typeof catalogContract> {
  return {
    useCases: () => catalog.useCases(),
    useCase: ({ id }) => catalog.useCase(id),
    addUseCase: (input, call) => catalog.addUseCase(call.actor(), input),
    questionnaire: ({ id }) => catalog.questionnaire(id),
    assess: (input) => catalog.assess(input),
    recordAssessment: (input, call) => catalog.recordAssessment(call.actor(), input),
    overrideStatement: (input, call) => catalog.overrideStatement(call.actor(), input),
    signOverride: (input, call) => catalog.signOverride(call.actor(), input),
    assessments: ({ id }) => catalog.assessments(id),
    datasets: () => catalog.datasets(),
    dataset: ({ name }) => catalog.dataset(name),
    models: () => catalog.models(),
    model: ({ name }) => catalog.model(name),
    addModel: (input, call) => catalog.addModel(call.actor(), input),
    version: ({ ref }) => catalog.version(ref),
    addSnapshot(input, call) {
      const actor = call.actor()
      return call.startJob('snapshot', `Reading ${input.name}`, (work) => catalog.addSnapshot(actor, input, work))
    },
    inspectModel: (input, call) => call.startJob('inspection', `Reading ${input.path}`, (work) => inspectApart(input, work)),
    addVersion(input, call) {
      const actor = call.actor()
      return call.startJob('version', `Describing a version of ${input.model}`, (work) => catalog.addVersion(actor, input, work))
    },
  }
}
