import type { ControlStatus, FrameworkStatus, StatusCounts } from '../../../shared/contract/frameworks.ts'
import { controlStatusWords } from '../../../shared/control-words.ts'
import { formatCount } from '../../ui/format.ts'
import type { SimpleColumn } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Tone } from '../../ui/tone.ts'
import classes from './frameworks.module.css'

const tones: Record<ControlStatus, Tone> = {
  failed: 'bad',
  missing: 'void',
  stale: 'caution',
  partial: 'caution',
  ready_for_review: 'info',
  satisfied_with_conditions: 'caution',
  satisfied: 'good',
  not_applicable: 'plain',
}

export function ControlBadge({ status }: { status: ControlStatus }) {
  return <StateBadge tone={tones[status]}>{controlStatusWords[status].word}</StateBadge>
}

/** What a set is as a whole: as its worst control. */
export function WorstBadge({ worst }: { worst: ControlStatus | null }) {
  return worst === null ? <StateBadge tone="plain">no control applies</StateBadge> : <ControlBadge status={worst} />
}

const shown: readonly ControlStatus[] = ['failed', 'missing', 'stale', 'partial', 'ready_for_review', 'satisfied_with_conditions', 'satisfied', 'not_applicable']
const shortWords: Partial<Record<ControlStatus, string>> = { ready_for_review: 'to review', satisfied_with_conditions: 'with conditions', not_applicable: 'n/a' }

/** One column a status; none is a dash, so that the eye finds what there is. */
export const countColumns = <Row extends { counts: StatusCounts }>(): SimpleColumn<Row>[] =>
  shown.map((status) => ({
    id: status,
    header: shortWords[status] ?? controlStatusWords[status].word,
    align: 'end',
    cell: ({ counts }) => (counts[status] === 0 ? <span className={classes.none}>–</span> : formatCount(counts[status])),
  }))

export const titleOf = ({ title, draft }: Pick<FrameworkStatus, 'title' | 'draft'>): string => (draft ? `${title} (draft)` : title)
