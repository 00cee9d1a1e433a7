import { Link } from '@tanstack/react-router'
import type { Reproduction } from '../../../../../shared/contract/reproductions.ts'
import { standingOf, standingWords } from '../../../../../shared/reproduction.ts'
import { Instant } from '../../../../ui/Instant.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../../ui/StateBadge.tsx'
import { verdictStates } from './words.ts'

function Verdict({ of: { results } }: { of: Reproduction }) {
  const newest = results[0]
  if (!newest) return <StateBadge tone="info">open</StateBadge>
  const { tone, word } = verdictStates[newest.verdict]
  return <StateBadge tone={tone}>{word}</StateBadge>
}

const columns: SimpleColumn<Reproduction>[] = [
  { id: 'run', header: 'rerun', rowHeader: true, wrap: true, cell: ({ run }) => <Link to={`/runs/${run.id}`}>{run.name}</Link> },
  { id: 'by', header: 'by', cell: ({ by, results }) => results[0]?.by ?? by },
  { id: 'verdict', header: 'verdict', cell: (one) => <Verdict of={one} /> },
  { id: 'evidence', header: 'counts as evidence', wrap: true, cell: (one) => standingWords[standingOf(one)] },
  { id: 'at', header: 'when', wideOnly: true, cell: ({ declaredAt, results }) => <Instant at={results[0]?.at ?? declaredAt} /> },
]

/** Everybody who ran it again, also without success. */
export function RerunsPanel({ reruns }: { reruns: readonly Reproduction[] }) {
  return (
    <Panel title="Reproductions" aside={reruns.length} padded={false}>
      <SimpleTable label="Reproductions of this run" columns={columns} rows={reruns} rowKey={({ run }) => run.id} />
    </Panel>
  )
}
