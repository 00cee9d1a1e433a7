/** A cell that a spreadsheet would run as a formula is kept as text by a leading apostrophe (OWASP, CSV injection). */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** RFC 4180; numbers at full precision, null as an empty cell. */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string => rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'

/** The cells of one record (RFC 4180): quotes may hold delimiters, line breaks and doubled quotes. */
export function splitRecord(line: string, delimiter: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string
    if (quoted && char === '"' && line[at + 1] === '"') {
      field += '"'
      at++
    } else if (char === '"' && (quoted || field.trim() === '')) {
      quoted = !quoted
      if (quoted) field = ''
    } else if (char === delimiter && !quoted) {
      fields.push(field)
      field = ''
    } else field += char
  }
  return [...fields, field]
}
