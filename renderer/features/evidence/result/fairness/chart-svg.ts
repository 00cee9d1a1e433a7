import type { CheckWithResult, RateName } from '../../../../../shared/contract/evidence.ts'
import { formatDecimal } from '../../../../ui/format.ts'
import { fileInk as ink, svgFile, svgText as text } from '../../../../ui/svg-file.ts'
import { rateWords } from '../../wording.ts'
import { toSource } from '../source.ts'
import { type Grouping, toDomain, toFourFifths, toGroupings, toPoints } from './groupings.ts'

const width = 720
const [left, right] = [250, 640]
const line = 24

/**
 * The chart as a file of its own: the same stored figures as on screen, with a caption that says where they come from.
 * Light colours only, since it goes into documents; the same result gives the same bytes.
 */
export function toChartSvg(check: CheckWithResult<'fairness'>, rate: RateName): string {
  const groupings = toGroupings(check.result)
  const domain = toDomain(groupings, rate)
  const parts: string[] = [text(16, 26, `${rateWords[rate].title} by group, ${check.version.replace('@', ' ')}`, { weight: 650 })]
  let y = 52
  for (const grouping of groupings) {
    parts.push(...toRows(grouping, rate, domain, y))
    y += (grouping.groups.length + 1) * line + 30
  }
  const source = `${toSource(check)}, 95 % Wilson intervals`
  parts.push(text(16, y + 4, source, { fill: ink.quiet }))
  const height = y + 20
  return svgFile(width, height, parts)
}

function toRows(grouping: Grouping, rate: RateName, [low, high]: [number, number], top: number): string[] {
  const at = (value: number) => Number((left + ((value - low) / (high - low)) * (right - left)).toFixed(1))
  const bottom = top + (grouping.groups.length + 0.6) * line
  const steps = Math.round((high - low) * 10)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => low + index / 10)
  const fourFifths = toFourFifths(grouping, rate)
  return [
    text(16, top, grouping.over, { weight: 600 }),
    ...ticks.map((tick) => `<path d="M${at(tick)} ${top + 6}V${bottom}" stroke="${ink.rule}"/>${text(at(tick), bottom + 14, tick.toFixed(1), { fill: ink.quiet, anchor: 'middle' })}`),
    fourFifths === undefined
      ? ''
      : `<path d="M${at(fourFifths)} ${top + 2}V${bottom}" stroke="${ink.bad}" stroke-dasharray="4 3"/>${text(at(fourFifths) - 5, top, '4/5 of the highest', { fill: ink.bad, anchor: 'end' })}`,
    ...toPoints(grouping, rate).map((point, index) => {
      const y = top + (index + 0.9) * line
      const label = text(16, y + 4, `${point.label}  ${point.note ?? ''}${point.muted ? '  too few' : ''}`)
      const figure = text(right + 64, y + 4, formatDecimal(point.value), { anchor: 'end' })
      if (point.value === null || point.low === null || point.high === null) return label + figure
      const whisker = `<path d="M${at(point.low)} ${y}H${at(point.high)}" stroke="${ink.accent}" stroke-width="2"/>`
      return `${label}${whisker}<circle cx="${at(point.value)}" cy="${y}" r="4.5" fill="${point.muted ? '#fff' : ink.accent}" stroke="${ink.accent}"/>${figure}`
    }),
  ]
}
