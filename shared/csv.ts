/** A cell that a spreadsheet would run as a formula is kept as text by a leading apostrophe (OWASP, CSV injection). */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** RFC 4180; numbers at full precision, null as an empty cell. */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string => rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
