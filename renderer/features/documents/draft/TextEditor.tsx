import { SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Markdown } from '../Markdown.tsx'
import classes from './draft.module.css'

/** Markdown as it is typed, as it will be shown, or both beside each other. */
export function TextEditor({ help, value, onChange }: { help: string; value: string; onChange: (text: string) => void }) {
  const [view, setView] = useState('write')
  return (
    <>
      <div className={classes.textHead}>
        <p className={classes.help}>{help}</p>
        <SegmentedControl size="xs" aria-label="How the text is shown" value={view} onChange={setView} data={[{ value: 'write', label: 'Write' }, { value: 'both', label: 'Both' }, { value: 'read', label: 'Read' }]} />
      </div>
      <div className={classes.text} data-view={view}>
        {view !== 'read' && <Textarea aria-label="Markdown" autosize minRows={8} maxRows={40} classNames={{ input: classes.mono }} value={value} onChange={(event) => onChange(event.currentTarget.value)} />}
        {view !== 'write' && <div className={classes.preview}>{value.trim() === '' ? <p className={classes.help}>Nothing is written yet.</p> : <Markdown>{value}</Markdown>}</div>}
      </div>
    </>
  )
}
