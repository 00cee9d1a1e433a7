import { expect, it } from 'vitest'
import type { LineageEdge, LineageKind, LineageNode, LineageStage } from '../../shared/contract/lineage.ts'
import { groupLineage } from '../../shared/lineage-groups.ts'
import { layOutLineage, screenMeasures } from '../../shared/lineage-layout.ts'

const measures = { ...screenMeasures, width: 1000 }
const node = (id: string, kind: LineageKind, stage: LineageStage, seq: number): LineageNode => ({ id, kind, stage, name: id, note: '', digest: null, seq, ref: null, state: { tone: 'good', word: seq % 3 === 0 ? 'failed' : 'finished' } })
const edge = (from: string, to: string, by: LineageEdge['by'] = 'digest'): LineageEdge => ({ from, to, by, says: 'same bytes', digest: 'ab', seq: 1 })

/** 2 files, 180 runs, one of which made the version, 15 checks, 2 reviews. */
function large() {
  const runs = Array.from({ length: 180 }, (_, at) => node(`r${at}`, 'run', 'runs', at))
  const checks = Array.from({ length: 15 }, (_, at) => node(`c${at}`, 'check', 'evidence', 300 + at))
  const nodes = [node('d1', 'data', 'inputs', 1), node('d2', 'data', 'inputs', 2), ...runs, node('v', 'version', 'version', 290), ...checks, node('R1', 'review', 'review', 400), node('R2', 'review', 'review', 401)]
  const edges = [...runs.map(({ id }) => edge('d1', id, id === 'r9' ? 'name' : 'digest')), edge('r7', 'v'), edge('d1', 'v'), ...checks.flatMap(({ id }) => [edge('v', id), edge('d2', id), edge(id, 'R1')]), edge('v', 'R1'), edge('v', 'R2')]
  return { about: 'v', nodes, edges }
}

it('puts boxes beside and under each other without an overlap, and edges between them', () => {
  const laid = layOutLineage(large(), measures)
  expect(laid.nodes).toHaveLength(200)
  const boxes = laid.nodes.map(({ box }) => box)
  for (const [at, a] of boxes.entries()) {
    expect(a.y + a.height).toBeLessThanOrEqual(laid.height)
    for (const b of boxes.slice(at + 1)) expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
  }
  // A straight piece of a path is where it passes a column: never over a box.
  for (const { d } of laid.edges) {
    for (const [, y, x] of d.matchAll(/ (\d+(?:\.\d+)?)H(\d+(?:\.\d+)?)/g)) {
      const passed = boxes.filter((box) => box.x + box.width === Number(x))
      expect(passed.some((box) => Number(y) > box.y && Number(y) < box.y + box.height)).toBe(false)
    }
  }
})

it('draws the same picture whatever order the parts come in', () => {
  const graph = groupLineage(large())
  const turned = { ...graph, nodes: graph.nodes.toReversed(), edges: graph.edges.toReversed() }
  expect(layOutLineage(turned, measures)).toEqual(layOutLineage(graph, measures))
})

it('puts many of a kind into one box, keeps what the version rests on, and tells an edge by its weakest', () => {
  const grouped = groupLineage(large())
  const more = grouped.nodes.find(({ id }) => id === 'more:run:runs')!
  expect(grouped.nodes.filter(({ kind }) => kind === 'run').map(({ id }) => id)).toEqual(['r7', 'r179', 'r178', 'r177', 'r176', 'more:run:runs'])
  expect(more).toMatchObject({ name: '175 more runs', note: '116 finished, 59 failed' })
  expect(grouped.edges.find(({ from, to }) => from === 'd1' && to === more.id)).toMatchObject({ by: 'name', digest: null, says: '175 edges, among them: same bytes' })
  expect(groupLineage(large(), { open: ['run', 'check'] }).nodes).toHaveLength(200)
})
