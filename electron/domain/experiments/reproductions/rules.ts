import type { ReproductionTerms } from '../../../../shared/contract/reproductions.ts'
import type { Refusal } from '../rules.ts'
import type { SealRow } from '../store.ts'

/** What is repeated has to be known for good, and to have come to its end. */
export function whyNotReproduce(original: string, seal: Pick<SealRow, 'body'> | undefined): Refusal {
  if (!seal) return `Run ${original} is not sealed yet, so there is nothing to hold a rerun against. Finish it first.`
  if (seal.body.status !== 'finished') return `Run ${original} was sealed as ${seal.body.status}; only a run that finished can be reproduced.`
  return null
}

export function whyNotTerms({ tolerances }: ReproductionTerms): Refusal {
  const names = tolerances.map(({ metric }) => metric)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  return twice === undefined ? null : `The tolerance of “${twice.slice(0, 80)}” is given twice; leave one of them out.`
}
