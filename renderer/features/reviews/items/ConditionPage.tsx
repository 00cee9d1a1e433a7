import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Condition } from '../../../../shared/contract/conditions.ts'
import { useApi } from '../../../api/provider.tsx'
import { formatDate } from '../../../ui/format.ts'
import type { ItemAct } from './ActDialog.tsx'
import { ItemView } from './ItemView.tsx'
import { conditionWords } from './words.tsx'

const note = (label: string) => ({ name: 'note', label, kind: 'text' as const })

/** One condition of an approval. */
export function ConditionPage({ id }: { id: string }) {
  const api = useApi()
  const query = useQuery(api.conditions.get.queryOptions({ input: { id } }))
  const acts = (): ItemAct[] => [
    {
      act: 'meet',
      label: 'It is met',
      title: `${id} is met`,
      fields: [{ name: 'evidence', label: 'Evidence', kind: 'line', description: 'What shows it: a check, document or other evidence, such as C-41.' }, { name: 'version', label: 'Version that has it', kind: 'line', description: 'Where it is a later one, such as credit-lr@2.', optional: true }, note('How it meets the condition')],
      run: ({ evidence = '', version, note: text = '' }) => api.conditions.meet.call({ id, evidence: { id: evidence, ...(version !== undefined && { version }) }, note: text }),
    },
    { act: 'accept', label: 'Accept', title: `Accept ${id}`, fields: [note('What was looked at')], run: ({ note: text = '' }) => api.conditions.accept.call({ id, note: text }) },
    { act: 'return', label: 'Not met', title: `${id} is not met`, fields: [note('What is missing')], run: ({ note: text = '' }) => api.conditions.return.call({ id, note: text }) },
    { act: 'extend', label: 'Move the date', title: `More time for ${id}`, fields: [{ name: 'due', label: 'Due', kind: 'date' }, { name: 'reason', label: 'Reason', kind: 'line' }], run: ({ due = '', reason = '' }) => api.conditions.extend.call({ id, due, reason }) },
  ]
  return <ItemView id={id} what="condition" query={query} title={({ review, version }) => `Condition of ${review} on ${version.replace('@', ' ')}`} state={({ state }) => conditionWords[state]} text={({ terms }) => terms.text} facts={factsOf} acts={acts} />
}

const factsOf = ({ terms, due, overdue, suspendsOn, state, review, met }: Condition) =>
  [
    ['owner', terms.owner],
    ['due', `${formatDate(due)}${overdue ? ', overdue' : ''}${due === terms.due ? '' : `; ${formatDate(terms.due)} when it was signed`}`],
    ['unmet', state !== 'accepted' && suspendsOn !== null && `it suspends the approval on ${suspendsOn}`],
    ['shown by', terms.expects],
    ['control', terms.control],
    ['finding', terms.finding && <Link key="f" to={`/reviews/items/${terms.finding}`}>{terms.finding}</Link>],
    ['request', <Link key="r" to={`/reviews/${review}`}>{review}</Link>],
    ['met by', met && `${met.evidence.id} of ${met.evidence.version}, ${met.evidence.sha256.slice(0, 12)}…: ${met.note}`],
  ] as const
