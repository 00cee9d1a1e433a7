import type { Review } from '../../../shared/contract/reviews.ts'
import { reviewStates } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table/column.ts'
import { EvidenceBadges, ReviewStateBadge, TierCell } from './badges.tsx'
import { countSignatures, toReason } from './wording.ts'

const signed = (row: Review): string => `${countSignatures(row).done} of ${countSignatures(row).asked}`

export const reviewColumns: Column<Review>[] = [
  { id: 'id', header: 'review', width: '76px', value: (row) => row.seq, cell: (row) => <strong>{row.id}</strong> },
  { id: 'version', header: 'version', width: 'minmax(102px, 1.5fr)', value: (row) => row.version },
  { id: 'useCase', header: 'use case', width: 'minmax(88px, 1.2fr)', value: (row) => row.useCaseName, choices: true },
  { id: 'tier', header: 'tier', width: '96px', value: (row) => tierWords(row.tier), choices: true, cell: (row) => <TierCell tier={row.tier} useCase={row.useCase} /> },
  { id: 'state', header: 'state', width: '192px', value: (row) => reviewStates[row.state].word, choices: true, cell: (row) => <ReviewStateBadge state={row.state} /> },
  { id: 'reason', header: 'why', width: 'minmax(104px, 1.8fr)', value: toReason },
  { id: 'evidence', header: 'evidence', width: 'minmax(96px, 1fr)', cell: (row) => <EvidenceBadges evidence={row.evidence} gaps={row.gaps} /> },
  { id: 'signed', header: 'signed', width: '70px', align: 'end', value: signed },
  { id: 'from', header: 'from', width: 'minmax(82px, 0.9fr)', value: (row) => row.requestedByName },
  { id: 'at', header: 'since', width: '104px', align: 'end', value: (row) => row.requestedAt, cell: (row) => <RelativeTime at={row.requestedAt} /> },
]
export const keyOfReview = (row: Review): string => row.id
