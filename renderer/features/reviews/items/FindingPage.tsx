import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ClosureRoute, Finding } from '../../../../shared/contract/findings.ts'
import type { Severity } from '../../../../shared/contract/policies.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { formatDate } from '../../../ui/format.ts'
import type { ItemAct } from './ActDialog.tsx'
import { ItemView } from './ItemView.tsx'
import { aboutWords, findingWords, routeChoices, severityChoices, severityWords, WordBadge } from './words.tsx'

const note = (label: string) => ({ name: 'note', label, kind: 'text' as const })
const reason = { name: 'reason', label: 'Reason', kind: 'line' as const }

/** One finding with everything that happened to it. */
export function FindingPage({ id }: { id: string }) {
  const api = useApi()
  const query = useQuery(api.findings.get.queryOptions({ input: { id } }))
  const acts = (): ItemAct[] => [
    {
      act: 'remediate',
      label: 'Record the remediation',
      title: `${id} is remediated`,
      fields: [{ name: 'evidence', label: 'Evidence', kind: 'line', description: 'What shows it: a check, document or other evidence, such as C-41.' }, { name: 'version', label: 'Version that has it', kind: 'line', description: 'Where it is a later one, such as credit-lr@2.', optional: true }, note('What was done')],
      run: ({ evidence = '', version, note: text = '' }) => api.findings.remediate.call({ id, evidence: { id: evidence, ...(version !== undefined && { version }) }, note: text }),
    },
    { act: 'return', label: 'Open it again', title: `${id} does not hold`, fields: [note('What is still wrong')], run: ({ note: text = '' }) => api.findings.return.call({ id, note: text }) },
    {
      act: 'close',
      label: 'Close it',
      title: `Close ${id}`,
      fields: [{ name: 'route', label: 'How it ended', kind: 'choice', choices: routeChoices }, { name: 'duplicateOf', label: 'Duplicate of', kind: 'line', description: 'Where it is one: the other finding, such as X-31.', optional: true }, note('What the re-test showed')],
      run: ({ route, duplicateOf, note: text = '' }) => api.findings.close.call({ id, route: route as ClosureRoute, note: text, ...(duplicateOf !== undefined && { duplicateOf }) }),
    },
    {
      act: 'rate',
      label: 'Change the severity',
      title: `Severity of ${id}`,
      fields: [{ name: 'to', label: 'Severity', kind: 'choice', choices: severityChoices, description: 'A lower one waits until a second person agrees.' }, reason],
      run: ({ to, reason: why = '' }) => api.findings.rate.call({ id, to: to as Severity, reason: why }),
    },
    {
      act: 'confirmRating',
      label: 'Agree or decline',
      title: `The lower severity of ${id}`,
      fields: [{ name: 'agree', label: 'Your word', kind: 'choice', choices: [{ value: 'yes', label: 'Agreed: it weighs less' }, { value: 'no', label: 'Declined: it stays as it is' }] }, reason],
      run: ({ agree, reason: why = '' }) => api.findings.confirmRating.call({ id, agree: agree === 'yes', reason: why }),
    },
    { act: 'extend', label: 'Move the date', title: `More time for ${id}`, fields: [{ name: 'due', label: 'Due', kind: 'date' }, reason], run: ({ due = '', reason: why = '' }) => api.findings.extend.call({ id, due, reason: why }) },
  ]
  return <ItemView id={id} what="finding" query={query} title={({ title }) => title} state={({ state }) => findingWords[state]} text={({ text }) => text} facts={factsOf} acts={acts} />
}

const factsOf = (finding: Finding) => {
  const { severity, ratings, proposed, owner, due, overdue, by, openedAs, review, repeats, remediation, closure } = finding
  return [
    ['severity', <WordBadge key="s" of={severityWords[severity]} />],
    ['before', ratings.length > 0 && ratings.map(({ seq, from, to, reason: why, by: second, proposedBy }) => <div key={seq}>{`${from}, then ${to}, by ${proposedBy === null ? second : `${proposedBy} and ${second}`}: ${why}`}</div>)],
    ['proposed', proposed && `${proposed.to}, by ${proposed.by}: ${proposed.reason}`],
    ['about', aboutWords(finding)],
    ['owner', owner],
    ['due', due === null ? 'no date' : `${formatDate(due)}${overdue ? ', overdue' : ''}`],
    ['opened by', `${by}, as ${toWords(openedAs)}`],
    ['request', review && <Link key="r" to={`/reviews/${review}`}>{review}</Link>],
    ['repeats', repeats && <Link key="x" to={`/reviews/items/${repeats}`}>{repeats}</Link>],
    ['remediation', remediation && `${remediation.evidence.id} of ${remediation.evidence.version}, ${remediation.evidence.sha256.slice(0, 12)}…: ${remediation.note}`],
    ['closed', closure && `${closure.route}: ${closure.note}`],
  ] as const
}
