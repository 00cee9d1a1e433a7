import type { Lineage, LineageEdge, LineageKind, LineageNode } from '../../../shared/contract/lineage.ts'

type Edge = Omit<LineageEdge, 'from' | 'to'>

/** A graph as it is gathered: the same thing is one node however often it is met, and between two nodes stands the best proof. */
export interface Drawing {
  /** The first word on a node stands. Returns its id. */
  node(node: Omit<LineageNode, 'id'> & { id: string }): string
  has(id: string): boolean
  edge(from: string, to: string, edge: Edge): void
  gap(at: string, says: string): void
  leave(kind: LineageKind, count: number): void
  finish(about: string): Lineage
}

const strength = { digest: 0, entry: 1, name: 2 }

export function createDrawing(): Drawing {
  const nodes = new Map<string, LineageNode>()
  const edges = new Map<string, LineageEdge>()
  const gaps = new Map<string, Lineage['gaps'][number]>()
  const left = new Map<LineageKind, number>()
  return {
    node(node) {
      if (!nodes.has(node.id)) nodes.set(node.id, node)
      return node.id
    },
    has: (id) => nodes.has(id),
    edge(from, to, edge) {
      const key = `${from}\n${to}`
      const before = edges.get(key)
      if (!before || strength[edge.by] < strength[before.by]) edges.set(key, { from, to, ...edge })
    },
    gap: (at, says) => void gaps.set(`${at}\n${says}`, { at, says }),
    leave: (kind, count) => void left.set(kind, (left.get(kind) ?? 0) + count),
    finish: (about) => ({
      about,
      nodes: [...nodes.values()],
      edges: [...edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
      gaps: [...gaps.values()],
      left: [...left].map(([kind, count]) => ({ kind, count })),
    }),
  }
}

export const short = (digest: string): string => digest.slice(0, 10)
