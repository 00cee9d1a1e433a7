import type { LineageEdge, LineageStage } from './contract/lineage.ts'
import type { ShownLineage, ShownNode } from './lineage-groups.ts'
import { lineageStages, lineageTitles } from './lineage-words.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface LineageLayout {
  width: number
  height: number
  columns: { stage: LineageStage; x: number; width: number }[]
  /** Column by column from the left, each from the top. */
  nodes: { node: ShownNode; box: Box }[]
  /** `d`: the path, from the right side of one box to the left side of another, between the boxes of the columns that it passes. */
  edges: { edge: LineageEdge; d: string }[]
}

export interface LineageMeasures {
  width: number
  headHeight: number
  boxHeight: number
  /** Of boxes that are narrower than `narrow`: their names take two lines. */
  tallBoxHeight: number
  narrow: number
  /** Between boxes of a column, and between columns at least. */
  gap: number
  channel: number
  mostBoxWidth: number
  leastBoxWidth: number
}

export const screenMeasures: Omit<LineageMeasures, 'width'> = { headHeight: 26, boxHeight: 46, tallBoxHeight: 60, narrow: 136, gap: 10, channel: 24, mostBoxWidth: 196, leastBoxWidth: 106 }

/** A place in a column: of a node, or a lane in which edges pass. */
interface Place {
  key: string
  node: ShownNode | null
  order: number
  y: number
}

const laneHeight = 8

/** A fixed layout in columns from left to right: the same graph gives the same picture, in whatever order its parts come. Boxes never overlap, and edges pass between them. */
export function layOutLineage({ nodes, edges }: ShownLineage, measures: LineageMeasures): LineageLayout {
  const stages = lineageStages.filter((stage) => nodes.some((node) => node.stage === stage))
  const columnOf = new Map(nodes.map((node) => [node.id, stages.indexOf(node.stage)]))
  const drawn = edges.filter(({ from, to }) => (columnOf.get(from) ?? 0) < (columnOf.get(to) ?? 0)).toSorted((a, b) => compare(`${a.from}\n${a.to}`, `${b.from}\n${b.to}`))
  const ways = toWays(drawn, columnOf)
  const columns = toPlaces(nodes, ways, stages)
  sweep(columns, ways)
  const { boxWidth, channel } = toWidths(stages.length, measures)
  const boxHeight = boxWidth < measures.narrow ? measures.tallBoxHeight : measures.boxHeight
  const height = setHeights(columns, boxHeight, measures)
  const left = (column: number) => column * (boxWidth + channel)
  return {
    width: left(stages.length) - channel,
    height,
    columns: stages.map((stage, column) => ({ stage, x: left(column), width: boxWidth })),
    nodes: columns.flatMap((places, column) => places.flatMap(({ node, y }) => (node ? [{ node, box: { x: left(column), y, width: boxWidth, height: boxHeight } }] : []))),
    edges: toPaths(ways, { columns, left, boxWidth, boxHeight }),
  }
}

const note = (map: Map<string, Set<string>>, key: string, other: string): void => void map.set(key, (map.get(key) ?? new Set()).add(other))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const kinds = Object.keys(lineageTitles)
const byKind = (a: ShownNode, b: ShownNode): number =>
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || Number(a.holds !== undefined) - Number(b.holds !== undefined) || (a.seq ?? Infinity) - (b.seq ?? Infinity) || compare(a.id, b.id)

/** An edge with the places that it goes through, from one end to the other, and the column of the first. */
interface Way {
  edge: LineageEdge
  stops: string[]
  first: number
}

/**
 * Edges that pass columns share lanes: those to one node where more come to it than leave the other end, else those from one node. Edges of
 * different proof never share one, so that a dashed line is seen as one.
 */
function toWays(edges: readonly LineageEdge[], columnOf: ReadonlyMap<string, number>): Way[] {
  const spanOf = ({ from, to }: LineageEdge) => columnOf.get(to)! - columnOf.get(from)!
  const long = edges.filter((edge) => spanOf(edge) > 1)
  const leaving = Map.groupBy(long, ({ from }) => from)
  const coming = Map.groupBy(long, ({ to }) => to)
  return edges.map((edge) => {
    const { from, to, by } = edge
    const first = columnOf.get(from)!
    const hub = (coming.get(to)?.length ?? 0) >= (leaving.get(from)?.length ?? 0) ? `to ${to}` : `from ${from}`
    const lanes = Array.from({ length: spanOf(edge) - 1 }, (_, at) => `lane ${first + at + 1} ${by} ${hub}`)
    return { edge, first, stops: [from, ...lanes, to] }
  })
}

/** Nodes by kind and age, then the lanes. */
function toPlaces(nodes: readonly ShownNode[], ways: readonly Way[], stages: readonly LineageStage[]): Place[][] {
  const columns: Place[][] = stages.map((stage) => nodes.filter((node) => node.stage === stage).toSorted(byKind).map((node, order) => ({ key: node.id, node, order, y: 0 })))
  const lanes = new Set<string>()
  for (const { stops, first } of ways) {
    for (const [at, key] of stops.slice(1, -1).entries()) {
      const column = columns[first + at + 1]!
      if (!lanes.has(key)) column.push({ key, node: null, order: column.length, y: 0 })
      lanes.add(key)
    }
  }
  return columns
}

/** Orders each column by where its neighbours stand, to and fro: fewer edges cross. */
function sweep(columns: Place[][], ways: readonly Way[]): void {
  const before = new Map<string, Set<string>>()
  const after = new Map<string, Set<string>>()
  for (const { stops } of ways) {
    for (let at = 1; at < stops.length; at++) {
      note(after, stops[at - 1]!, stops[at]!)
      note(before, stops[at]!, stops[at - 1]!)
    }
  }
  const place = new Map<string, number>()
  const settle = (column: Place[]) => column.forEach(({ key }, at) => place.set(key, (at + 0.5) / column.length))
  const order = (column: Place[], neighbours: ReadonlyMap<string, Set<string>>) => {
    const weight = new Map(column.map(({ key }) => [key, mean([...(neighbours.get(key) ?? [])].map((other) => place.get(other)!)) ?? place.get(key)!]))
    column.sort((a, b) => weight.get(a.key)! - weight.get(b.key)! || a.order - b.order)
    settle(column)
  }
  columns.forEach(settle)
  for (let round = 0; round < 3; round++) {
    for (const column of columns.slice(1)) order(column, before)
    for (const column of columns.slice(0, -1).toReversed()) order(column, after)
  }
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 1e9) / 1e9)

function toWidths(count: number, { width, channel, mostBoxWidth, leastBoxWidth }: LineageMeasures): { boxWidth: number; channel: number } {
  const free = Math.floor((width - channel * (count - 1)) / count)
  const boxWidth = Math.max(leastBoxWidth, Math.min(mostBoxWidth, free))
  // What boxes do not take goes between them, so that edges run flatter.
  const rest = count < 2 ? 0 : Math.floor((width - boxWidth * count) / (count - 1))
  return { boxWidth, channel: Math.max(channel, Math.min(rest, channel * 2.5)) }
}

/** Puts the columns around one middle, as long as that is near the top. Returns the height of the whole. */
function setHeights(columns: readonly Place[][], boxHeight: number, { headHeight, gap }: LineageMeasures): number {
  const sizeOf = ({ node }: Place) => (node ? boxHeight : laneHeight)
  const tall = columns.map((places) => places.reduce((sum, place) => sum + sizeOf(place) + gap, -gap))
  const most = Math.max(0, ...tall)
  columns.forEach((places, column) => {
    let y = headHeight + Math.min((most - tall[column]!) / 2, 150)
    for (const place of places) {
      place.y = Math.round(y)
      y += sizeOf(place) + gap
    }
  })
  return headHeight + most
}

interface Frame {
  columns: readonly Place[][]
  left: (column: number) => number
  boxWidth: number
  boxHeight: number
}

function toPaths(ways: readonly Way[], { columns, left, boxWidth, boxHeight }: Frame): LineageLayout['edges'] {
  const places = new Map(columns.flatMap((column) => column.map((place) => [place.key, place] as const)))
  const middle = (key: string) => places.get(key)!.y + (places.get(key)!.node ? boxHeight : laneHeight) / 2
  const port = toPorts(ways, middle, boxHeight)
  return ways.map(({ edge, stops, first }) => {
    let d = ''
    for (let at = 1; at < stops.length; at++) {
      const [x1, x2] = [left(first + at - 1) + boxWidth, left(first + at)]
      const y1 = at === 1 ? port(edge.from, stops[1]!, 'out') : middle(stops[at - 1]!)
      const y2 = at === stops.length - 1 ? port(edge.to, stops[at - 1]!, 'in') : middle(stops[at]!)
      const bend = round((x1 + x2) / 2)
      d += `${at === 1 ? `M${x1} ${round(y1)}` : `H${x1}`}C${bend} ${round(y1)} ${bend} ${round(y2)} ${x2} ${round(y2)}`
    }
    return { edge, d }
  })
}

const round = (value: number): number => Number(value.toFixed(1))

/** Edges leave and reach a box under each other, in the order of where they come from, over the middle half of its side. */
function toPorts(ways: readonly Way[], middle: (key: string) => number, boxHeight: number) {
  const ends = { in: new Map<string, Set<string>>(), out: new Map<string, Set<string>>() }
  for (const { edge, stops } of ways) {
    note(ends.out, edge.from, stops[1]!)
    note(ends.in, edge.to, stops.at(-2)!)
  }
  const ordered = { in: inOrder(ends.in, middle), out: inOrder(ends.out, middle) }
  return (key: string, other: string, side: 'in' | 'out'): number => {
    const others = ordered[side].get(key)!
    const room = Math.min(boxHeight / 2, (others.length - 1) * 7)
    return middle(key) + (others.length === 1 ? 0 : (others.indexOf(other) / (others.length - 1) - 0.5) * room)
  }
}

const inOrder = (ends: ReadonlyMap<string, Set<string>>, middle: (key: string) => number): Map<string, string[]> =>
  new Map([...ends].map(([key, others]) => [key, [...others].toSorted((a, b) => middle(a) - middle(b) || compare(a, b))]))
