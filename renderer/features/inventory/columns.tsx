import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InventoryRow } from '../../../shared/contract/inventory.ts'
import { notRecorded, type InventoryGroup } from '../../../shared/inventory-words.ts'
import { reviewStates } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { Instant } from '../../ui/Instant.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Column } from '../../ui/table/column.ts'
import classes from './inventory.module.css'

const dim = (text: string) => <span className={classes.dim}>{text}</span>
const known = (text: string | null | undefined): ReactNode => text ?? dim(notRecorded)
/** The head of the column says of what. */
const counted = (value: number): ReactNode => (value === 0 ? dim('none') : <StateBadge tone="caution">{value}</StateBadge>)

const ReviewState = ({ of }: { of: NonNullable<InventoryRow['open']> }) => (
  <Link to={`/reviews/${of.review}`} className={classes.link}>
    <StateBadge tone={reviewStates[of.state].tone}>{reviewStates[of.state].word}</StateBadge>
  </Link>
)

export const inventoryTable: Column<InventoryRow>[] = [
  { id: 'model', header: 'model', width: 'minmax(96px, 1.5fr)', value: ({ model }) => model, cell: ({ model }) => <strong title={model}>{model}</strong> },
  { id: 'tier', header: 'tier', width: '80px', value: ({ tier }) => tierWords(tier), choices: true },
  { id: 'useCase', header: 'use case', width: 'minmax(88px, 1.4fr)', value: ({ useCaseName }) => useCaseName, choices: true },
  { id: 'owner', header: 'owner', width: 'minmax(92px, 1.3fr)', value: ({ owner }) => owner, choices: true },
  { id: 'deputies', header: 'deputies', width: 'minmax(92px, 1fr)', value: ({ deputies }) => deputies?.names ?? notRecorded, cell: ({ deputies }) => known(deputies?.names) },
  { id: 'inService', header: 'in production', width: 'minmax(94px, 1fr)', value: ({ inService }) => inService?.version ?? notRecorded, cell: ({ inService }) => known(inService?.version) },
  {
    id: 'until',
    header: 'approved until',
    width: '106px',
    value: ({ approval }) => approval?.until ?? null,
    cell: ({ approval }) => (approval === null ? dim('not approved') : <Link className={classes.link} to={`/reviews/${approval.review}`}>{approval.until === null ? reviewStates[approval.state].word : <Instant at={approval.until} show="day" />}</Link>),
  },
  { id: 'open', header: 'open review', width: 'minmax(120px, 1fr)', value: ({ open }) => (open === null ? null : reviewStates[open.state].word), cell: ({ open }) => (open === null ? dim('none') : <ReviewState of={open} />) },
  { id: 'late', header: 'late checks', width: '86px', value: ({ overdue }) => overdue, cell: ({ overdue }) => counted(overdue) },
  { id: 'triggers', header: 'look again', width: '82px', value: ({ triggers }) => triggers.length, cell: ({ triggers }) => <span title={triggers.map(({ detail }) => detail).join(' ')}>{counted(triggers.length)}</span> },
  { id: 'gaps', header: 'gaps', width: '80px', value: ({ gaps }) => gaps?.length ?? null, cell: ({ gaps }) => (gaps === null ? dim('no version') : <span title={gaps.join(', ')}>{counted(gaps.length)}</span>) },
]

export const groupTable: Column<InventoryGroup>[] = [
  { id: 'name', header: 'group', width: 'minmax(160px, 2fr)', value: ({ name }) => name, cell: ({ name }) => <strong>{name}</strong> },
  { id: 'models', header: 'models', align: 'end', value: ({ models }) => models },
  { id: 'approved', header: 'approved', align: 'end', value: ({ approved }) => approved },
  { id: 'open', header: 'under review', align: 'end', value: ({ open }) => open },
  { id: 'late', header: 'to look at again', align: 'end', value: ({ late }) => late },
  { id: 'incomplete', header: 'evidence missing', align: 'end', value: ({ incomplete }) => incomplete },
]
