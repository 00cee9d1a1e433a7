/** Colours by what they are for; on screen variables of the theme, in a file fixed ones. */
export interface Ink {
  text: string
  quiet: string
  rule: string
  panel: string
  accent: string
  second: string
  third: string
  bad: string
  warn: string
}

export const screenInk: Ink = {
  text: 'var(--cs-ink)',
  quiet: 'var(--cs-ink-3)',
  rule: 'var(--cs-line)',
  panel: 'var(--cs-panel)',
  accent: 'var(--cs-accent)',
  second: 'var(--cs-ink-2)',
  third: 'var(--cs-caution)',
  bad: 'var(--cs-bad)',
  warn: 'var(--cs-caution)',
}
/** Light colours only: pictures that become files of their own go into documents. */
export const fileInk: Ink = { text: '#18202a', quiet: '#5f6b7a', rule: '#e1e5ea', panel: '#ffffff', accent: '#1f5fa8', second: '#43505f', third: '#8a5a00', bad: '#a32018', warn: '#8a5a00' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** Where something is drawn: a tenth of a pixel is finer than anybody sees. */
export const round = (value: number): number => Number(value.toFixed(1))
/** A text in the room that there is for it. */
export const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text)

interface TextLook {
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
  size?: number
}

export const svgText = (x: number, y: number, content: string, { fill = fileInk.text, anchor = 'start', weight = 400, size }: TextLook = {}): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}"${size === undefined ? '' : ` font-size="${size}"`}>${escape(content)}</text>`

/** The whole picture. The same parts give the same bytes. */
export const svgFile = (width: number, height: number, parts: readonly string[], panel = fileInk.panel): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="${panel}"/>${parts.join('')}</svg>`
