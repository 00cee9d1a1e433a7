import type { Document } from '../../../shared/contract/documents.ts'
import type { DocumentSubject } from '../../../shared/contract/document-form.ts'
import { parseRef } from '../../../shared/ids.ts'
import { countOf } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'

const subjectWords: Record<DocumentSubject['type'], string> = { workspace: 'workspace', use_case: 'use case', model: 'model', version: 'version', snapshot: 'snapshot', experiment: 'experiment', run: 'run' }
export const subjectWord = (type: DocumentSubject['type']): string => subjectWords[type]

export const missingWords = (count: number): string => (count === 0 ? 'nothing required is empty' : `${countOf(count, 'required field')} empty`)

type Stated = Pick<Document, 'withdrawn' | 'missing' | 'subject'>

/** Of notes nothing is required, so that none is complete. */
export const stateWord = ({ withdrawn, missing, subject: { type } }: Stated): string => (withdrawn ? 'withdrawn' : type === 'run' || type === 'experiment' ? 'sealed' : missing.length > 0 ? 'incomplete' : 'complete')

/** Where a document is looked for: a note where its run or experiment is. */
export function crumbsOf(document: { subject: DocumentSubject; subjectTitle: string; form: { note: boolean } } | undefined): { label: string; to: string }[] {
  if (!document?.form.note) return [{ label: 'Documents', to: '/documents' }]
  return [{ label: 'Experiments', to: '/experiments' }, { label: document.subjectTitle, to: pathOfSubject(document.subject)! }]
}

export function DocumentState({ document, large = false }: { document: Stated; large?: boolean }) {
  const word = stateWord(document)
  const tone = word === 'withdrawn' ? 'void' : word === 'incomplete' ? 'caution' : 'good'
  return <StateBadge tone={tone} large={large}>{word === 'incomplete' ? countOf(document.missing.length, 'field') + ' missing' : word}</StateBadge>
}

/** Where the subject of a document is shown; the workspace has no page of its own. */
export function pathOfSubject({ type, ref }: DocumentSubject): string | null {
  if (type === 'workspace') return null
  if (type === 'use_case') return `/use-cases/${ref}`
  if (type === 'experiment') return `/experiments/${ref}`
  if (type === 'run') return `/runs/${ref}`
  if (type === 'model') return `/models/${ref}`
  const { name, number } = parseRef(ref)
  return `/${type === 'version' ? 'models' : 'datasets'}/${name}/${number}`
}
