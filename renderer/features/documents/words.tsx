import type { Document } from '../../../shared/contract/documents.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { parseRef } from '../../../shared/ids.ts'
import { countOf } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'

const subjectWords: Record<EvidenceSubject['type'], string> = { workspace: 'workspace', use_case: 'use case', model: 'model', version: 'version', snapshot: 'snapshot' }
export const subjectWord = (type: EvidenceSubject['type']): string => subjectWords[type]

export const missingWords = (count: number): string => (count === 0 ? 'nothing required is empty' : `${countOf(count, 'required field')} empty`)

export const stateWord = ({ withdrawn, missing }: Pick<Document, 'withdrawn' | 'missing'>): string => (withdrawn ? 'withdrawn' : missing.length > 0 ? 'incomplete' : 'complete')

export function DocumentState({ document, large = false }: { document: Pick<Document, 'withdrawn' | 'missing'>; large?: boolean }) {
  const word = stateWord(document)
  const tone = word === 'withdrawn' ? 'void' : word === 'incomplete' ? 'caution' : 'good'
  return <StateBadge tone={tone} large={large}>{word === 'incomplete' ? countOf(document.missing.length, 'field') + ' missing' : word}</StateBadge>
}

/** Where the subject of a document is shown; the workspace has no page of its own. */
export function pathOfSubject({ type, ref }: EvidenceSubject): string | null {
  if (type === 'workspace') return null
  if (type === 'use_case') return `/use-cases/${ref}`
  if (type === 'model') return `/models/${ref}`
  const { name, number } = parseRef(ref)
  return `/${type === 'version' ? 'models' : 'datasets'}/${name}/${number}`
}
