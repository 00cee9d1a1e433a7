import type { LineageEdge } from '../../../shared/contract/lineage.ts'
import type { ShownNode } from '../../../shared/lineage-groups.ts'
import { screenMeasures, type Box, type LineageLayout } from '../../../shared/lineage-layout.ts'
import { lineageSymbols, lineageTitles, proofTitles, stageTitles } from '../../../shared/lineage-words.ts'
import { cut, fileInk, round, screenInk, svgFile, svgText, type Ink } from '../../ui/svg-file.ts'

interface Tones {
  good: string
  caution: string
  bad: string
  void: string
  info: string
  plain: string
}
export interface LineageInk {
  ink: Ink
  tones: Tones
  /** Ground of the node that the picture is about. */
  chosen: string
}

export const onScreen: LineageInk = {
  ink: screenInk,
  tones: { good: 'var(--cs-good)', caution: 'var(--cs-caution)', bad: 'var(--cs-bad)', void: 'var(--cs-void)', info: 'var(--cs-accent)', plain: 'var(--cs-ink-3)' },
  chosen: 'var(--cs-accent-bg)',
}
export const inFile: LineageInk = { ink: fileInk, tones: { good: '#176b3f', caution: '#7d5200', bad: '#a32018', void: '#5d5479', info: '#1f5fa8', plain: '#5f6b7a' }, chosen: '#e8f0fa' }

interface Drawn extends LineageInk {
  about: string
  /** Only what hangs on this node keeps its strength. */
  near?: string | null
}

/** The picture as parts of an SVG; the same layout gives the same bytes. */
export function drawLineage(layout: LineageLayout, drawn: Drawn): string {
  const { ink, near = null } = drawn
  const hangs = ({ from, to }: LineageEdge) => near === null || from === near || to === near
  const kept = new Set(layout.edges.filter(({ edge }) => hangs(edge)).flatMap(({ edge }) => [edge.from, edge.to]))
  const heads = layout.columns.map(({ stage, x }) => svgText(x, 12, stageTitles[stage], { fill: ink.quiet, weight: 600, size: 11 }))
  const lines = layout.edges.toSorted((a, b) => Number(hangs(a.edge)) - Number(hangs(b.edge))).map(({ edge, d }) => `<path d="${d}" fill="none" ${lookOf(edge.by, drawn)}${hangs(edge) ? '' : ' opacity="0.18"'}/>`)
  const boxes = layout.nodes.map(({ node, box }) => `<g${near === null || node.id === near || kept.has(node.id) ? '' : ' opacity="0.45"'}>${drawNode(node, box, drawn)}</g>`)
  return [...heads, ...lines, ...boxes].join('')
}

const dashes: Record<LineageEdge['by'], string> = { digest: '', entry: ' stroke-dasharray="1.5 3"', name: ' stroke-dasharray="6 4"' }
const lookOf = (by: LineageEdge['by'], { ink, tones }: LineageInk): string => `stroke="${by === 'name' ? tones.void : ink.quiet}" stroke-width="${by === 'name' ? 1.6 : 1.2}" stroke-linecap="${by === 'entry' ? 'round' : 'butt'}"${dashes[by]}`

function drawNode(node: ShownNode, { x, y, width, height }: Box, { ink, tones, chosen, about }: Drawn): string {
  const { id, kind, state, holds } = node
  const isAbout = id === about
  const byName = state?.word === 'by name only'
  const stroke = `stroke="${isAbout ? ink.accent : byName ? tones.void : ink.quiet}" stroke-width="${isAbout ? 2 : 1}"${byName ? ' stroke-dasharray="6 4"' : ''}`
  const under = holds ? `<rect x="${x + 3}" y="${y + 3}" width="${width}" height="${height}" rx="5" fill="${ink.panel}" stroke="${ink.quiet}"/>` : ''
  const symbol = `<path transform="translate(${x + 8} ${y + 8})" d="${lineageSymbols[kind]}" fill="none" stroke="${isAbout ? ink.accent : ink.second}" stroke-width="1.3" stroke-linejoin="round" stroke-linecap="round"/>`
  const room = width - 28
  const name = height > screenMeasures.boxHeight ? twoLines(node.name, Math.floor(room / 6.8)) : [cut(node.name, Math.floor(room / 6.6))]
  const quiet = { fill: ink.quiet, size: 10.5 }
  const said = linesUnder(node, name.length, height).map(({ text, isState }, at) => svgText(x + 24, y + (name.length + at) * 14 + 20, cut(text, Math.floor(room / 5.3)), { ...quiet, ...(isState && state && { fill: tones[state.tone] }) }))
  return [
    under,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${isAbout ? chosen : ink.panel}" ${stroke}/>`,
    symbol,
    ...name.map((line, at) => svgText(x + 24, y + 18 + at * 14, line, { fill: ink.text, weight: 600, size: 12 })),
    ...said,
  ].join('')
}

/** Kind and state: beside each other, or under each other where the box is tall; where the name takes the room, the state alone. */
function linesUnder({ kind, note, state, holds }: ShownNode, taken: number, height: number): { text: string; isState: boolean }[] {
  if (holds) return [{ text: note || 'together', isState: false }]
  const word = lineageTitles[kind].one
  if (state === null) return [{ text: word, isState: false }]
  if (height <= screenMeasures.boxHeight) return [{ text: `${word} · ${state.word}`, isState: true }]
  return taken > 1 ? [{ text: state.word, isState: true }] : [{ text: word, isState: false }, { text: state.word, isState: true }]
}

/** Broken where names have joints, as late as they fit. */
function twoLines(name: string, most: number): string[] {
  if (name.length <= most) return [name]
  // A sign that begins the second line leaves the first one a character more.
  const joint = Math.max(...['@', '.'].map((sign) => name.lastIndexOf(sign, most + 1)), ...['-', '_', ' '].map((sign) => name.lastIndexOf(sign, most - 1) + 1))
  const at = joint < 4 ? most : joint
  return [name.slice(0, at).trimEnd(), cut(name.slice(at), most)]
}

const legendStep = 18
/** As the legend has them. */
export const proofs = ['digest', 'entry', 'name'] as const

/** A line of each look for the legend, in a box of 34 by 12. */
export const proofSign = (by: LineageEdge['by'], look: LineageInk): string => `<path d="M1 6H33" fill="none" ${lookOf(by, look)}/>`

/** A file of its own: title, picture, what lines and symbols mean, and where it comes from. Light colours. */
export function toLineageFile(layout: LineageLayout, { about, title, source }: { about: string; title: string; source: string }): string {
  const { ink } = inFile
  const kinds = [...new Set(layout.nodes.map(({ node }) => node.kind))]
  const width = Math.max(760, layout.width + 32)
  const top = 44
  const legend = top + layout.height + 26
  const signs = kinds.map((kind, at) => `<path transform="translate(${16 + (at % 6) * 122} ${legend + Math.floor(at / 6) * legendStep - 10})" d="${lineageSymbols[kind]}" fill="none" stroke="${ink.second}" stroke-width="1.3"/>${svgText(34 + (at % 6) * 122, legend + Math.floor(at / 6) * legendStep, lineageTitles[kind].one, { fill: ink.text, size: 11 })}`)
  const lines = legend + Math.ceil(kinds.length / 6) * legendStep + 4
  const looks = proofs.map((by, at) => `<g transform="translate(${16 + at * 160} ${lines - 9})">${proofSign(by, inFile)}</g>${svgText(58 + at * 160, lines, proofTitles[by], { fill: ink.text, size: 11 })}`)
  const height = round(lines + 34)
  return svgFile(width, height, [
    svgText(16, 24, title, { fill: ink.text, weight: 650, size: 14 }),
    `<g transform="translate(16 ${top})">${drawLineage(layout, { ...inFile, about })}</g>`,
    ...signs,
    ...looks,
    svgText(16, height - 12, source, { fill: ink.quiet, size: 11 }),
  ])
}
