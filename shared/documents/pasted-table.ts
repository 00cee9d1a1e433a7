const most = { rows: 500, columns: 40 }

/** Cells between tabs, as spreadsheets and tables of pages give them to whoever pastes, as a Markdown table; null where the words are none. */
export function toMarkdownTable(text: string): string | null {
  const rows = text
    .replaceAll(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim().replaceAll('|', '\\|')))
  const [head = []] = rows
  const isTable = rows.length > 1 && rows.length <= most.rows && head.length > 1 && head.length <= most.columns && rows.every((row) => row.length === head.length)
  if (!isTable) return null
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.slice(1).map(line)].join('\n')}\n`
}
