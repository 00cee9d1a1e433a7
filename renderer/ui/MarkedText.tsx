import { VisuallyHidden } from '@mantine/core'
import { Symbol } from './Symbol.tsx'
import type { Tone } from './tone.ts'

/** Text with a mark, in a narrow column: the mark is a symbol whose word is read out and stands by the pointer. */
export function MarkedText({ text, mark }: { text: string; mark: { tone: Tone; word: string } | null }) {
  return (
    <span title={mark?.word}>
      {text} {mark && <Symbol tone={mark.tone} />}
      {mark && <VisuallyHidden>{mark.word}</VisuallyHidden>}
    </span>
  )
}
