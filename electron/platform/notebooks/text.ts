/** Colours, cursor moves and titles of terminals (ECMA-48). */
// oxlint-disable-next-line no-control-regex -- They are what is taken out.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g
const controls = /[\p{Cc}\p{Zl}\p{Zp}]/gu
/** What reorders the characters around it could show other code than stands there. */
const reorders = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Words of a stranger's file as one can read them: no escapes, no control characters, marks that reorder text by their number. */
export function toReadable(text: string): string {
  return text
    .replaceAll(escapes, '')
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => overwritten(line).replaceAll(controls, (mark) => (mark === '\t' ? mark : '')))
    .join('\n')
    .replaceAll(reorders, (mark) => `⟨U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`)
}

/** A bar of progress writes over its own line; what stands there at the end is what it says. */
function overwritten(line: string): string {
  const parts = line.split('\r').filter((part) => part !== '')
  return parts.at(-1) ?? ''
}

/** A text, or lines that make one, as notebooks keep it; empty for anything else. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((line): line is string => typeof line === 'string').join('') : ''
}

export const toCut = (text: string, most: number): { text: string; cut: boolean } => (text.length > most ? { text: text.slice(0, most), cut: true } : { text, cut: false })
