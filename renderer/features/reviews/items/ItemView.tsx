import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ItemAct as Done, ItemPermission } from '../../../../shared/contract/review-item.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import type { Tone } from '../../../ui/tone.ts'
import type { ItemAct } from './ActDialog.tsx'
import { ActsPanel } from './ActsPanel.tsx'
import { ItemActs } from './ItemActs.tsx'
import { WordBadge } from './words.tsx'
import classes from '../reviews.module.css'

interface Shown {
  acts: Done[]
  permissions: ItemPermission[]
}

interface ItemViewProps<Item extends Shown> {
  id: string
  /** A singular noun: "finding". */
  what: string
  query: UseQueryResult<Item>
  title: (item: Item) => string
  state: (item: Item) => { tone: Tone; word: string }
  text: (item: Item) => string
  facts: (item: Item) => readonly (readonly [string, ReactNode])[]
  acts: (item: Item) => readonly ItemAct[]
  /** What needs a signature, beside the other acts. */
  extra?: (item: Item) => ReactNode
}

/** What is said, what became of it, and what whoever looks may do: the same for everything that stands open around a request. */
export function ItemView<Item extends Shown>({ id, what, query, title, state, text, facts, acts, extra }: ItemViewProps<Item>) {
  const item = query.data
  return (
    <Page crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: id }]} title={item ? title(item) : id} state={item && <WordBadge large of={state(item)} />} sub={`${id}, a ${what}`}>
      <Loaded query={query} label={what}>
        {(found) => (
          <Columns
            main={
              <>
                <Panel title="What it says">
                  <div className={classes.sign}>
                    <p className={classes.prose}>{text(found)}</p>
                    <KeyValue items={facts(found)} />
                  </div>
                </Panel>
                <ActsPanel acts={found.acts} />
              </>
            }
            aside={
              <Panel title="What you can do">
                <ItemActs acts={acts(found)} permissions={found.permissions}>
                  {extra?.(found)}
                </ItemActs>
              </Panel>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
