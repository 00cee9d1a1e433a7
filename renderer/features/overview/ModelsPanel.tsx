import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Model } from '../../../shared/contract/catalog.ts'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Instant } from '../../ui/Instant.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { ReviewBadge, TierCell, VerdictBadge } from './badges.tsx'
import { toStanding, type Standing } from './standing.ts'
import classes from './overview.module.css'

const dash = <span className={classes.dim}>–</span>

const columns: Column<Standing>[] = [
  { id: 'model', header: 'model', width: 'minmax(100px, 2fr)', value: ({ name }) => name, cell: ({ name }) => <strong title={name}>{name}</strong> },
  { id: 'tier', header: 'tier', width: '112px', value: ({ tier }) => tier, cell: ({ tier, useCase }) => <TierCell tier={tier} useCase={useCase} /> },
  { id: 'useCase', header: 'use case', width: 'minmax(84px, 1.6fr)', value: ({ useCaseName }) => useCaseName },
  { id: 'newest', header: 'newest', width: '64px', value: ({ newest }) => newest, cell: ({ newest }) => newest?.slice(newest.indexOf('@') + 1) ?? <span className={classes.dim}>none</span> },
  {
    id: 'review',
    header: 'its review',
    width: '122px',
    value: ({ review }) => review?.state ?? null,
    cell: ({ review }) => (review === null ? <span className={classes.dim}>not asked</span> : <ReviewBadge state={review.state} />),
  },
  {
    id: 'approved',
    header: 'approved until',
    width: '112px',
    value: ({ approved }) => approved?.expiresAt ?? null,
    cell: ({ approved }) => (approved?.expiresAt ? <Link to={`/reviews/${approved.id}`}><Instant at={approved.expiresAt} show="day" /></Link> : dash),
  },
  {
    id: 'fairness',
    header: 'fairness',
    width: '96px',
    value: ({ verdict }) => verdict ?? null,
    cell: ({ verdict, check }) =>
      verdict === undefined || check === undefined ? (
        <span className={classes.dim}>not run</span>
      ) : (
        <Link to={`/checks/${check.id}`} className={classes.strong}>
          <VerdictBadge verdict={verdict} />
        </Link>
      ),
  },
]
const keyOf = ({ name }: Standing) => name

export function ModelsPanel({ models, reviews, checks }: { models: readonly Model[]; reviews: readonly Review[]; checks: readonly Check[] }) {
  const navigate = useNavigate()
  const rows = useMemo(() => models.map((model) => toStanding(model, reviews, checks)), [models, reviews, checks])
  return (
    <DataTable
      label="models"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      tools={rows.length > 12}
      maxHeight={460}
      onOpen={({ name }) => void navigate({ to: `/models/${encodeURIComponent(name)}` })}
      empty={<EmptyState title="No model yet." />}
    />
  )
}
