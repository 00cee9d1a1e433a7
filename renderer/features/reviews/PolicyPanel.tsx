import { roleTitles } from '../../../shared/contract/identity.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { countOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { countSignatures } from './wording.ts'

interface Demand {
  readonly what: string
  readonly who: string
  readonly met: 'good' | 'caution' | 'void'
  readonly word: string
}

/** What the policy that was frozen with the request asks for, and how far it is met. */
export function PolicyPanel({ review }: { review: Review }) {
  const { done, asked } = countSignatures(review)
  return (
    <Panel title="What the policy asks for" aside={`${review.policy.title}, ${done} of ${countOf(asked, 'signature')}`} padded={false}>
      <SimpleTable
        label="What the policy asks for"
        rows={toDemands(review)}
        rowKey={(demand) => demand.what}
        columns={[
          { id: 'met', header: 'met', width: '96px', cell: (demand) => <StateBadge tone={demand.met}>{demand.word}</StateBadge> },
          { id: 'what', header: 'what', rowHeader: true, cell: (demand) => demand.what },
          { id: 'who', header: 'by whom', wrap: true, cell: (demand) => demand.who },
        ]}
      />
    </Panel>
  )
}

function toDemands(review: Review): Demand[] {
  const signatures = review.requirements.map((one): Demand => ({
    what: `${one.meaning} signature`,
    who: one.signedBy ?? one.roles.map((role) => roleTitles[role].toLowerCase()).join(', '),
    met: one.signedBy === null ? 'caution' : 'good',
    word: one.signedBy === null ? 'open' : 'signed',
  }))
  const evidence: Demand = {
    what: 'fairness evidence',
    who: 'a check with thresholds declared before it ran',
    met: review.evidence.length > 0 ? 'good' : 'void',
    word: review.evidence.length > 0 ? 'there' : 'missing',
  }
  return [evidence, ...signatures, { what: 'separation', who: 'different people, none of them an author of the version or its evidence', met: 'good', word: 'enforced' }]
}
