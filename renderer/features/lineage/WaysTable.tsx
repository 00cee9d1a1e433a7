import { Link } from '@tanstack/react-router'
import type { LineageEdge, LineageNode } from '../../../shared/contract/lineage.ts'
import { proofTitles } from '../../../shared/lineage-words.ts'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Tone } from '../../ui/tone.ts'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { pathOf } from './paths.ts'
import { called, type Way } from './ways.ts'

const tones: Record<LineageEdge['by'], Tone> = { digest: 'good', entry: 'info', name: 'void' }

function End({ node }: { node: LineageNode }) {
  const path = pathOf(node)
  return path === null ? <span title={called(node)}>{called(node)}</span> : <Link to={path} title={called(node)}>{called(node)}</Link>
}

const columns: Column<Way>[] = [
  { id: 'from', header: 'from', width: 'minmax(150px, 1.4fr)', value: ({ source }) => called(source), cell: ({ source }) => <End node={source} /> },
  { id: 'to', header: 'to', width: 'minmax(140px, 1.2fr)', value: ({ target }) => called(target), cell: ({ target }) => <End node={target} /> },
  { id: 'proof', header: 'proof', width: '134px', value: ({ by }) => proofTitles[by], choices: 'every proof', cell: ({ by }) => <StateBadge tone={tones[by]}>{proofTitles[by]}</StateBadge> },
  { id: 'says', header: 'what it rests on', width: 'minmax(180px, 1.8fr)', value: ({ says }) => says, cell: ({ says }) => <span title={says}>{says}</span> },
  { id: 'digest', header: 'digest', width: '150px', value: ({ digest }) => digest, cell: ({ digest }) => (digest === null ? '–' : <Digest value={digest} />) },
  { id: 'entry', header: 'entry', width: '64px', align: 'end', value: ({ seq }) => seq, cell: ({ seq }) => (seq === null ? '–' : <Link to={`/ledger/${seq}`}>{formatCount(seq)}</Link>) },
]
const keyOf = ({ key }: Way) => key

/** Every step of the picture, grouped or not, with the digest or entry that proves it. */
export function WaysTable({ ways }: { ways: readonly Way[] }) {
  return (
    <Panel title="What proves each step" aside={ways.length} padded={false}>
      <DataTable label="steps" columns={columns} rows={ways} rowKey={keyOf} tools={ways.length > 12} maxHeight={460} urlPrefix="way" empty={<EmptyState title="Nothing leads to it yet, and nothing came of it." />} />
    </Panel>
  )
}
