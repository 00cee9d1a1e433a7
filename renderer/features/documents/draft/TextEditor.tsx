import { SegmentedControl, Textarea } from '@mantine/core'
import { useDeferredValue, useRef, useState, type ClipboardEvent, type DragEvent } from 'react'
import { toMarkdownTable } from '../../../../shared/documents/pasted-table.ts'
import { Markdown } from '../Markdown.tsx'
import classes from './draft.module.css'

interface TextEditorProps {
  help: string
  value: string
  onChange: (text: string) => void
  /** How it is shown at first. */
  begin?: 'write' | 'both'
  /** Takes files that are pasted or dropped into the text, and says what stands for them; null where they were refused. */
  onFiles?: (files: readonly File[], pasted: boolean) => Promise<string | null>
  /** In place of what is chosen in the text as it is by then, which may be longer than when the files came. */
  onInsert?: (words: string, from: number, to: number) => void
}

/** Markdown as it is typed, as it will be shown, or both beside each other. */
export function TextEditor({ help, value, onChange, begin = 'write', onFiles, onInsert }: TextEditorProps) {
  const [view, setView] = useState<string>(begin)
  // A long text is drawn after the key that was pressed is seen.
  const drawn = useDeferredValue(value)
  const place = useRef<HTMLTextAreaElement>(null)
  const take = async (files: readonly File[], pasted: boolean) => {
    const words = await onFiles?.(files, pasted)
    if (typeof words === 'string') insert(words)
  }
  const insert = (words: string) => {
    const { selectionStart: from, selectionEnd: to } = place.current ?? { selectionStart: 0, selectionEnd: 0 }
    onInsert?.(words, from, to)
    // The text is set from outside, which moves the cursor to its end.
    requestAnimationFrame(() => place.current?.setSelectionRange(from + words.length, from + words.length))
  }
  const paste = (event: ClipboardEvent) => {
    const { files, text, html } = { files: [...event.clipboardData.files], text: event.clipboardData.getData('text/plain'), html: event.clipboardData.getData('text/html') }
    // Spreadsheets and word processors bring a picture of the words along: the words are meant.
    const table = /<table/i.test(html) ? toMarkdownTable(text) : null
    if (table === null && (files.length === 0 || text !== '')) return
    event.preventDefault()
    if (table === null) void take(files, true)
    else insert(table)
  }
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    void take([...event.dataTransfer.files], false)
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  const taking = onFiles && { onPaste: paste, onDrop: drop, onDragOver: over, 'data-takes-files': true }
  return (
    <>
      <div className={classes.textHead}>
        <p className={classes.help}>{help}</p>
        <SegmentedControl size="xs" aria-label="How the text is shown" value={view} onChange={setView} data={[{ value: 'write', label: 'Write' }, { value: 'both', label: 'Both' }, { value: 'read', label: 'Read' }]} />
      </div>
      <div className={classes.text} data-view={view}>
        {view !== 'read' && <Textarea ref={place} {...taking} aria-label="Markdown" autosize minRows={begin === 'both' ? 22 : 8} maxRows={40} classNames={{ input: classes.mono }} value={value} onChange={(event) => onChange(event.currentTarget.value)} />}
        {view !== 'write' && <div className={classes.preview}>{drawn.trim() === '' ? <p className={classes.help}>Nothing is written yet.</p> : <Markdown>{drawn}</Markdown>}</div>}
      </div>
    </>
  )
}
