import { predicate, type WaiverType } from '../../../../shared/contract/policies.ts'
import type { Deviation } from '../../../../shared/contract/waivers.ts'
import { toWords } from '../../../../shared/id-words.ts'
import type { useApi } from '../../../api/provider.tsx'
import type { ItemAct } from './ActDialog.tsx'

const types = [
  { value: 'missing_evidence', label: 'Evidence may be missing' },
  { value: 'threshold_miss', label: 'Evidence need not have passed' },
  { value: 'separation_of_duties', label: 'An author validates, or the owner approves alone' },
  { value: 'policy_deviation', label: 'Another control is not kept' },
] satisfies { value: WaiverType; label: string }[]

/** What a waiver is asked for. */
export function toProposing(api: ReturnType<typeof useApi>, version: string): ItemAct {
  return {
    act: 'propose',
    label: 'Propose',
    title: `A waiver for ${version.replace('@', ' ')}`,
    fields: [
      { name: 'type', label: 'What for', kind: 'choice', choices: types },
      { name: 'what', label: 'Evidence, rule or control', kind: 'line', description: 'A kind of evidence such as datasheet; validator_not_author or owner_not_only_approval; or the name of a control, of test sets: test_set_sealed, test_set_independence, test_set_uses.' },
      { name: 'is', label: 'Only this property', kind: 'choice', choices: predicate.options.map((value) => ({ value, label: toWords(value) })), description: 'Of evidence that is there and lacks it; otherwise it may be missing.', optional: true },
      { name: 'person', label: 'Who is let off', kind: 'person', description: 'Where a rule of separation is waived.', optional: true },
      { name: 'reason', label: 'Reason', kind: 'line' },
      { name: 'control', label: 'Compensating control', kind: 'line', description: 'What keeps the risk in check meanwhile.', optional: true },
      { name: 'owner', label: 'Owner', kind: 'person' },
      { name: 'until', label: 'Last day', kind: 'date' },
    ],
    run: ({ type, what = '', is, person = '', reason = '', control, owner = '', until = '' }) =>
      api.waivers.propose.call({ version, type: type as WaiverType, deviation: toDeviation(type as WaiverType, { what, is, person }), reason, owner, until, ...(control !== undefined && { control }) }),
  }
}

function toDeviation(type: WaiverType, { what, is, person }: { what: string; is: string | undefined; person: string }): Deviation {
  if (type === 'separation_of_duties') return { of: 'separation', rule: what as 'validator_not_author', person }
  if (type === 'policy_deviation') return { of: 'control', control: what }
  return { of: 'evidence', kind: what, is: type === 'threshold_miss' ? 'passed' : ((is ?? null) as typeof predicate._output | null) }
}
