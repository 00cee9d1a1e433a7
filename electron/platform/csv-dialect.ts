import { splitRecord } from '../../shared/csv.ts'
import { AppError } from '../../shared/errors.ts'

/** Read once from the first line and then pinned, so that no query over the file can see it in another way. */
export interface CsvDialect {
  readonly delimiter: string
  /** Names as in the file, trimmed; an unnamed column is `column<position>`. Names may repeat. */
  readonly header: readonly string[]
  /** A comma only where the first lines have numbers with one and none with a point: then 0,5 is read as 0.5. */
  readonly decimal: '.' | ','
  /** As DuckDB calls it. */
  readonly encoding: Encoding
}

export type Encoding = 'utf-8' | 'utf-16' | 'latin-1'

const delimiters = [',', ';', '\t', '|'] as const

/**
 * The first line holds the names; the delimiter is the candidate that splits it most often outside quotes (a tie goes to the
 * earlier of `,` `;` TAB `|`). Quotes are RFC 4180: `"`, doubled inside. Nothing is skipped: a guessed comment line or a
 * guessed start of data would drop rows in silence.
 */
export function readDialect(head: string, name: string, encoding: Encoding): CsvDialect {
  const text = head.replace(/^\uFEFF/, '')
  const line = firstRecord(text)
  if (line === null) throw new AppError('FILE_UNREADABLE', `${name} has no end of its first line within 1 MiB; it is not a CSV file with a header.`)
  const split = delimiters.map((delimiter) => ({ delimiter, fields: splitRecord(line, delimiter) }))
  const best = split.reduce((a, b) => (b.fields.length > a.fields.length ? b : a))
  const header = best.fields.map((field, at) => field.trim() || `column${at + 1}`)
  return { delimiter: best.delimiter, header, decimal: findDecimal(text.slice(line.length), best.delimiter), encoding }
}

const sampledLines = 1_000

function findDecimal(rows: string, delimiter: string): CsvDialect['decimal'] {
  if (delimiter === ',') return '.'
  const fields = rows.split(/\r?\n|\r/, sampledLines).flatMap((line) => line.split(delimiter).map((field) => field.trim().replaceAll('"', '')))
  const some = (pattern: RegExp) => fields.some((field) => pattern.test(field))
  return some(/^[-+]?\d+,\d+$/) && !some(/^[-+]?\d+\.\d+$/) ? ',' : '.'
}

/**
 * By its first bytes: a mark of UTF-16, else UTF-8 if every byte fits, else Latin-1, where every byte is a character. A first part of UTF-8 that
 * is cut within a character fits.
 */
export function findEncoding(head: Buffer): { encoding: Encoding; text: string } | null {
  if (head[0] === 0xfe && head[1] === 0xff) return null
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16', text: head.subarray(0, head.byteLength & ~1).toString('utf16le') }
  try {
    return { encoding: 'utf-8', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: true }) }
  } catch {
    return { encoding: 'latin-1', text: head.toString('latin1') }
  }
}

/** Up to the first line end outside quotes; null if the text ends inside quotes or is cut before its end. */
function firstRecord(text: string): string | null {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '\n' || char === '\r')) return text.slice(0, at)
  }
  return quoted || text.length >= 1 << 20 ? null : text
}
