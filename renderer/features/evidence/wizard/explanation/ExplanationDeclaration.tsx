import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { describeExplanation } from '../../result/explanation/words.ts'
import { type ExplanationDraft, toRunInput } from './draft.ts'

export function ExplanationDeclaration({ draft }: { draft: ExplanationDraft }) {
  return <KeyValue items={describeExplanation(toRunInput(draft).settings)} />
}
