import { Button, Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { BatchItem } from '../../../../shared/contract/reviews.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Statement } from '../../../ui/Statement.tsx'
import { Symbol } from '../../../ui/Symbol.tsx'
import classes from './batch.module.css'

interface BatchItemPanelProps {
  readonly item: BatchItem
  readonly place: string
  readonly confirmed: boolean
  readonly onConfirm: (confirmed: boolean) => void
  readonly onLeaveOut: () => void
}

/** One request of a batch: its whole text, to be read to the end and confirmed by itself; or why it can not be among them. */
export function BatchItemPanel({ item: { id, version, shown, why }, place, confirmed, onConfirm, onLeaveOut }: BatchItemPanelProps) {
  return (
    <Panel title={`${place}: ${version.replace('@', ' ')}, ${id}`} aside={<Link to={`/reviews/${id}`}>evidence and comments</Link>}>
      <div className={classes.item}>
        {shown === null ? <Refused why={why ?? ''} /> : <Reading id={id} text={shown.text} confirmed={confirmed} onConfirm={onConfirm} />}
        <Button variant="subtle" size="compact-sm" className={classes.out} onClick={onLeaveOut}>
          Leave {id} out
        </Button>
      </div>
    </Panel>
  )
}

const Refused = ({ why }: { why: string }) => (
  <p className={classes.refused}>
    <Symbol tone="bad" />
    <span>{why}</span>
  </p>
)

function Reading({ id, text, confirmed, onConfirm }: { id: string; text: string; confirmed: boolean; onConfirm: (confirmed: boolean) => void }) {
  const [readText, setReadText] = useState<string | null>(null)
  const markRead = useCallback(() => setReadText(text), [text])
  const isRead = readText === text
  return (
    <>
      <Statement text={text} label={`The exact text that will be signed for ${id}`} onReadToEnd={markRead} />
      <Checkbox
        size="xs"
        label={`I have read this text and sign it for ${id}`}
        description={isRead ? undefined : 'Scroll the text to its last line first.'}
        disabled={!isRead}
        checked={confirmed}
        onChange={(event) => onConfirm(event.currentTarget.checked)}
      />
    </>
  )
}
