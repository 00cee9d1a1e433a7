/** Pieces of pictures that become files of their own: light colours only, since they go into documents. The same figures give the same bytes. */
export const ink = { text: '#18202a', quiet: '#5f6b7a', rule: '#e1e5ea', accent: '#1f5fa8', bad: '#a32018', good: '#1c7c3c', warn: '#8a5a00' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface TextLook {
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
}

export const svgText = (x: number, y: number, content: string, { fill = ink.text, anchor = 'start', weight = 400 }: TextLook = {}): string =>
  `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}">${escape(content)}</text>`

export const svgFile = (width: number, height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Noto Sans', sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`
