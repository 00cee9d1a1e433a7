import { SegmentedControl, Textarea } from '@mantine/core'
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react'
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
  /** At a place of the text as it is by then, which may be longer than when the files came. */
  onInsert?: (words: string, at: number) => void
}

/** Markdown as it is typed, as it will be shown, or both beside each other. */
export function TextEditor({ help, value, onChange, begin = 'write', onFiles, onInsert }: TextEditorProps) {
  const [view, setView] = useState<string>(begin)
  const place = useRef<HTMLTextAreaElement>(null)
  const take = async (files: readonly File[], pasted: boolean) => {
    const words = await onFiles?.(files, pasted)
    if (typeof words !== 'string') return
    const at = place.current?.selectionStart ?? 0
    onInsert?.(words, at)
    // The text is set from outside, which moves the cursor to its end.
    requestAnimationFrame(() => place.current?.setSelectionRange(at + words.length, at + words.length))
  }
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    // Spreadsheets and word processors bring a picture of the words along: the words are meant.
    if (files.length === 0 || event.clipboardData.getData('text/plain') !== '') return
    event.preventDefault()
    void take(files, true)
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
  const taking = onFiles && { onPaste: paste, onDrop: drop, onDragOver: over }
  return (
    <>
      <div className={classes.textHead}>
        <p className={classes.help}>{help}</p>
        <SegmentedControl size="xs" aria-label="How the text is shown" value={view} onChange={setView} data={[{ value: 'write', label: 'Write' }, { value: 'both', label: 'Both' }, { value: 'read', label: 'Read' }]} />
      </div>
      <div className={classes.text} data-view={view}>
        {view !== 'read' && <Textarea ref={place} {...taking} aria-label="Markdown" autosize minRows={begin === 'both' ? 22 : 8} maxRows={40} classNames={{ input: classes.mono }} value={value} onChange={(event) => onChange(event.currentTarget.value)} />}
        {view !== 'write' && <div className={classes.preview}>{value.trim() === '' ? <p className={classes.help}>Nothing is written yet.</p> : <Markdown>{value}</Markdown>}</div>}
      </div>
    </>
  )
}
