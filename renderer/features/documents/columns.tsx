import type { Document, DraftLine } from '../../../shared/contract/documents.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DocumentState, stateWord, subjectWord } from './words.tsx'

export const documentColumns: Column<Document>[] = [
  { id: 'id', header: 'document', width: '74px', value: (row) => row.seq, cell: (row) => <strong>{row.id}</strong> },
  { id: 'title', header: 'title', width: 'minmax(150px, 2fr)', value: (row) => row.title },
  { id: 'kind', header: 'kind', width: 'minmax(110px, 1.2fr)', value: (row) => row.kindTitle, choices: true },
  { id: 'about', header: 'about a', width: '82px', value: (row) => subjectWord(row.subject.type), choices: 'about anything' },
  { id: 'subject', header: 'subject', width: 'minmax(100px, 1fr)', value: (row) => row.subjectTitle },
  { id: 'state', header: 'state', width: '134px', value: stateWord, choices: true, cell: (row) => <DocumentState document={row} /> },
  { id: 'number', header: 'version', width: '66px', align: 'end', value: (row) => row.number },
  { id: 'by', header: 'sealed by', width: 'minmax(100px, 1fr)', value: (row) => row.by },
  { id: 'at', header: 'when', width: '92px', align: 'end', value: (row) => row.at, cell: (row) => <RelativeTime at={row.at} /> },
]
export const keyOfDocument = (row: Document): string => row.id

export const draftColumns: Column<DraftLine>[] = [
  { id: 'title', header: 'draft', width: 'minmax(180px, 2fr)', value: (row) => row.title, cell: (row) => <strong>{row.title || 'without a title'}</strong> },
  { id: 'kind', header: 'kind', width: 'minmax(130px, 1.2fr)', value: (row) => row.kindTitle },
  { id: 'subject', header: 'about', width: 'minmax(120px, 1fr)', value: (row) => row.subjectTitle },
  { id: 'document', header: 'becomes', width: 'minmax(130px, 1fr)', value: (row) => (row.document === null ? 'a new document' : `a version of ${row.document}`) },
  { id: 'behind', header: '', width: '150px', cell: (row) => row.behind && <StateBadge tone="caution">newer version</StateBadge> },
  { id: 'savedAt', header: 'saved', width: '104px', align: 'end', value: (row) => row.savedAt, cell: (row) => <RelativeTime at={row.savedAt} /> },
]
export const keyOfDraft = (row: DraftLine): string => row.id
