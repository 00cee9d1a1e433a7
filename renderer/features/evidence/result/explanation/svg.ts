import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { domainOf, ticksOf } from '../../../../ui/interval-scale.ts'
import { cut, fileInk as ink, svgFile, svgText } from '../../../../ui/svg-file.ts'
import { toSource } from '../source.ts'

const width = 720
const [left, right] = [230, 620]
const line = 22
const shown = 40

/** Importances with their intervals, as on screen. */
export function toImportanceSvg(check: CheckWithResult<'explanation'>): string {
  const rows = check.result.features.slice(0, shown)
  const domain = domainOf(rows.map(({ name, value, low, high }) => ({ label: name, value, low, high })), 0, [rows.some(({ low, value }) => (low ?? value) < 0) ? -Infinity : 0, Infinity])
  const at = (value: number) => Number((left + ((value - domain[0]) / (domain[1] - domain[0])) * (right - left)).toFixed(1))
  const [top, bottom] = [46, 46 + rows.length * line]
  const ticks = ticksOf(domain).map((tick) => `<path d="M${at(tick)} ${top}V${bottom}" stroke="${ink.rule}"/>${svgText(at(tick), bottom + 16, String(tick), { fill: ink.quiet, anchor: 'middle' })}`)
  const marks = rows.map(({ name, value, low, high }, row) => {
    const y = top + (row + 0.5) * line
    const whisker = low === null || high === null ? '' : `<path d="M${at(low)} ${y}H${at(high)}" stroke="${ink.accent}" stroke-width="2"/>`
    return `${svgText(16, y + 4, cut(name, 32))}${whisker}<circle cx="${at(value)}" cy="${y}" r="4.5" fill="${ink.accent}"/>${svgText(right + 84, y + 4, String(Number(value.toPrecision(4))), { anchor: 'end' })}`
  })
  const title = svgText(16, 26, `Features by importance, ${check.version.replace('@', ' ')}`, { weight: 650 })
  return svgFile(width, bottom + 52, [title, ...ticks, ...marks, svgText(16, bottom + 40, toSource(check), { fill: ink.quiet })])
}
