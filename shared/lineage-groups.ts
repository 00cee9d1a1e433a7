import type { Lineage, LineageEdge, LineageKind, LineageNode } from './contract/lineage.ts'
import { lineageTitles } from './lineage-words.ts'

/** A node of a picture; `holds` names the nodes that it stands for, where it stands for several. */
export type ShownNode = LineageNode & { holds?: readonly string[] }
export interface ShownLineage {
  about: string
  nodes: readonly ShownNode[]
  edges: readonly LineageEdge[]
}

const rank = { digest: 0, entry: 1, name: 2 }

/**
 * Puts what is many of a kind in one column into one node ("38 more runs"), so that a picture can be read. What leads to a version, and then what leads
 * to or comes of the node that it is about, stays before the rest, the newest first; `open` names kinds that are shown whole. An edge of a group is as weak as its weakest.
 */
export function groupLineage(lineage: Pick<Lineage, 'about' | 'nodes' | 'edges'>, { most = 6, open = [] }: { most?: number; open?: readonly LineageKind[] } = {}): ShownLineage {
  const [near, made] = [connected([lineage.about], lineage.edges), leadingTo(lineage.nodes.filter(({ kind }) => kind === 'version').map(({ id }) => id), lineage.edges)]
  const weight = ({ id }: LineageNode) => Number(near.has(id)) + 2 * Number(made.has(id))
  const standsFor = new Map<string, string>()
  const nodes: ShownNode[] = []
  for (const members of Map.groupBy(lineage.nodes, ({ kind, stage }) => `${kind} ${stage}`).values()) {
    const [{ kind, stage }] = members as [LineageNode]
    if (members.length <= most || open.includes(kind)) {
      nodes.push(...members)
      continue
    }
    const ordered = members.toSorted((a, b) => weight(b) - weight(a) || (b.seq ?? -1) - (a.seq ?? -1) || (a.id < b.id ? -1 : 1))
    const more = ordered.slice(most - 1)
    const id = `more:${kind}:${stage}`
    for (const member of more) standsFor.set(member.id, id)
    nodes.push(...ordered.slice(0, most - 1), { id, kind, stage, name: `${more.length} more ${lineageTitles[kind].many}`, note: toNote(more), digest: null, seq: null, ref: null, state: null, holds: more.map((one) => one.id) })
  }
  return { about: lineage.about, nodes, edges: joinEdges(lineage.edges, standsFor) }
}

/** How the members stand, by word. */
function toNote(members: readonly LineageNode[]): string {
  const words = Map.groupBy(members.flatMap(({ state }) => state?.word ?? []), (word) => word)
  return [...words].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).slice(0, 3).map(([word, { length }]) => `${length} ${word}`).join(', ')
}

function joinEdges(edges: readonly LineageEdge[], standsFor: ReadonlyMap<string, string>): LineageEdge[] {
  const joined = new Map<string, LineageEdge & { count: number }>()
  for (const edge of edges) {
    const [from, to] = [standsFor.get(edge.from) ?? edge.from, standsFor.get(edge.to) ?? edge.to]
    if (from === to) continue
    const key = `${from}\n${to}`
    const before = joined.get(key)
    if (!before) joined.set(key, { ...edge, from, to, count: 1 })
    else joined.set(key, { ...before, by: rank[edge.by] > rank[before.by] ? edge.by : before.by, digest: null, seq: null, count: before.count + 1 })
  }
  return [...joined.values()].map(({ count, ...edge }) => (count === 1 ? edge : { ...edge, says: `${count} edges, among them: ${edge.says}` }))
}

/** What is reached from these along the edges, or against them. */
function walk(begin: readonly string[], edges: readonly LineageEdge[], from: 'from' | 'to', to: 'from' | 'to'): Set<string> {
  const steps = Map.groupBy(edges, (edge) => edge[from])
  const seen = new Set(begin)
  const waiting = [...begin]
  while (waiting.length > 0) {
    for (const edge of steps.get(waiting.pop()!) ?? []) {
      if (seen.has(edge[to])) continue
      seen.add(edge[to])
      waiting.push(edge[to])
    }
  }
  return seen
}

const leadingTo = (begin: readonly string[], edges: readonly LineageEdge[]): Set<string> => walk(begin, edges, 'to', 'from')
const connected = (begin: readonly string[], edges: readonly LineageEdge[]): Set<string> => new Set([...leadingTo(begin, edges), ...walk(begin, edges, 'from', 'to')])
