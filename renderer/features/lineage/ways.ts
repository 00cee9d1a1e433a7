import type { Lineage, LineageEdge, LineageNode } from '../../../shared/contract/lineage.ts'
import { toCsv } from '../../../shared/csv.ts'
import { lineageTitles, proofTitles } from '../../../shared/lineage-words.ts'

/** One step of the way with both ends: a row of the table. */
export interface Way extends LineageEdge {
  readonly key: string
  readonly source: LineageNode
  readonly target: LineageNode
}

export function toWays({ nodes, edges }: Lineage): Way[] {
  const known = new Map(nodes.map((node) => [node.id, node]))
  return edges.map((edge) => ({ ...edge, key: `${edge.from}\n${edge.to}`, source: known.get(edge.from)!, target: known.get(edge.to)! }))
}

export const called = ({ kind, name }: Pick<LineageNode, 'kind' | 'name'>): string => `${lineageTitles[kind].one} ${name}`

export const toWaysCsv = (ways: readonly Way[]): string =>
  toCsv([
    ['from', 'from digest', 'to', 'to digest', 'proof', 'what it rests on', 'digest', 'entry'],
    ...ways.map(({ source, target, by, says, digest, seq }) => [called(source), source.digest, called(target), target.digest, proofTitles[by], says, digest, seq]),
  ])

/** For those who do not see the picture: what hangs on a node. */
export function describeNode(node: Pick<LineageNode, 'id' | 'kind' | 'name' | 'state'>, edges: readonly LineageEdge[], nameOf: (id: string) => string): string {
  const list = (found: readonly LineageEdge[], end: 'from' | 'to') =>
    found.length > 4 ? `${found.length} of them` : found.map((edge) => `${nameOf(edge[end])} ${proofTitles[edge.by]}`).join(', ')
  const [before, after] = [edges.filter(({ to }) => to === node.id), edges.filter(({ from }) => from === node.id)]
  return [`${called(node)}${node.state ? `, ${node.state.word}` : ''}`, before.length > 0 && `from ${list(before, 'from')}`, after.length > 0 && `leads to ${list(after, 'to')}`].filter(Boolean).join('; ')
}
