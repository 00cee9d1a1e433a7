import { useParams } from '@tanstack/react-router'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ChallengePage } from './ChallengePage.tsx'
import { ConditionPage } from './ConditionPage.tsx'
import { FindingPage } from './FindingPage.tsx'
import { WaiverPage } from './WaiverPage.tsx'

const pages = { X: FindingPage, K: ConditionPage, W: WaiverPage, H: ChallengePage } as const

/** One finding, condition, waiver or challenge: the letter of its name says which. */
export function ItemPage() {
  const { id = '' } = useParams({ strict: false })
  const Found = pages[id.charAt(0) as keyof typeof pages]
  if (Found && /^[A-Z]-\d+$/.test(id)) return <Found id={id} />
  return (
    <Page crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: id }]} title={id}>
      <EmptyState screen title={`${id} names no finding, condition, waiver or challenge.`}>
        <p>They are named X-, K-, W- and H- with the number of an entry.</p>
      </EmptyState>
    </Page>
  )
}
