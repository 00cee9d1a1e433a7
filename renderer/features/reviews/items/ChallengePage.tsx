import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Challenge, Disposition } from '../../../../shared/contract/challenges.ts'
import { useApi } from '../../../api/provider.tsx'
import type { ItemAct } from './ActDialog.tsx'
import { ItemView } from './ItemView.tsx'
import { challengeWords, dispositionChoices, dispositionWords } from './words.tsx'
import classes from '../reviews.module.css'

const text = (label: string) => ({ name: 'text', label, kind: 'text' as const })

/** One challenge with its answers; both sides stand under each other for whoever decides. */
export function ChallengePage({ id }: { id: string }) {
  const api = useApi()
  const query = useQuery(api.challenges.get.queryOptions({ input: { id } }))
  const acts = (): ItemAct[] => [
    { act: 'answer', label: 'Answer', title: `Answer ${id}`, fields: [text('Answer')], run: ({ text: said = '' }) => api.challenges.answer.call({ id, text: said }) },
    {
      act: 'close',
      label: 'Close it',
      title: `Close ${id}`,
      fields: [{ name: 'disposition', label: 'How it ended', kind: 'choice', choices: dispositionChoices }, text('Why')],
      run: ({ disposition, text: said = '' }) => api.challenges.close.call({ id, disposition: disposition as Disposition, text: said }),
    },
    { act: 'decide', label: 'Decide', title: `Decide ${id}`, fields: [text('The decision and its reason')], run: ({ text: said = '' }) => api.challenges.decide.call({ id, text: said }) },
  ]
  return <ItemView id={id} what="challenge" query={query} title={({ area, version }) => `The ${area} of ${version.replace('@', ' ')}, put in question`} state={({ state }) => challengeWords[state]} text={(one) => one.text} facts={factsOf} acts={acts} />
}

const factsOf = ({ by, review, revision, answers, closed, decided }: Challenge) =>
  [
    ['raised by', by],
    ['request', <span key="r"><Link to={`/reviews/${review}`}>{review}</Link>, revision {revision}</span>],
    ['answers', answers.length > 0 && answers.map((one) => <div key={one.seq} className={classes.prose}>{`${one.by}: ${one.text}`}</div>)],
    ['closed', closed && `${dispositionWords[closed.disposition]}, by ${closed.by}${closed.successor ? ', who follows the challenger' : ''}: ${closed.text}`],
    ['decided', decided && `by ${decided.by}: ${decided.text}`],
  ] as const
