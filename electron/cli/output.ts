/** Where words and results go: with `--json` results alone on standard output, everything for people on standard error. */
export interface Output {
  readonly json: boolean
  /** The result of the command: once, at its end. */
  result(value: unknown, text: string): void
  /** Something a person should read on the way, such as the statement they are about to sign. */
  say(text: string): void
  /** A line on standard error that the next one overwrites; only where a person is watching. */
  progress(text: string): void
  /** A line on standard error that is no result and ends nothing. */
  warn(sentence: string): void
  error(code: string, sentence: string): void
}

export function createOutput(json: boolean, streams: { out: NodeJS.WriteStream; err: NodeJS.WriteStream }): Output {
  const { out, err } = streams
  let shown = 0
  const clear = () => {
    if (shown > 0) err.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  const say = (text: string) => {
    clear()
    ;(json ? err : out).write(`${text}\n`)
  }
  const put = (value: unknown) => out.write(`${JSON.stringify(value, null, 2)}\n`)
  return {
    json,
    say,
    result(value, text) {
      clear()
      if (json) put(value)
      if (text !== '') say(text)
    },
    progress(text) {
      if (!err.isTTY) return
      clear()
      const line = text.slice(0, (err.columns || 80) - 1)
      err.write(`\r${line}`)
      shown = line.length
    },
    warn(sentence) {
      clear()
      err.write(`${sentence}\n`)
    },
    error(code, sentence) {
      clear()
      if (json) put({ error: { code, message: sentence } })
      err.write(`${sentence}\n`)
    },
  }
}

/** Lines of `label  value`, aligned on the longest label. */
export function toFields(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** Lines of `toFields` that belong together: the first one has the label. */
export const toRows = (label: string, values: readonly string[]): [string, string][] => values.map((value, at) => [at === 0 ? label : '', value])

/** A table with a header line; numbers, recognised by their first character, stand on the right. */
export function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)))
  const isNumber = header.map((_, column) => rows.length > 0 && rows.every((row) => /^([-\d]|$)/.test(row[column] ?? '')))
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')
}
