import { notebookLimits } from '../../../shared/contract/notebooks.ts'
import { toReadable } from './text.ts'

export interface HtmlTable {
  rows: string[][]
  heads: number
  cut: boolean
}

interface Tag {
  name: string
  closes: boolean
  text: string
}

/** Longer ones are shown as their text. */
const mostCharacters = 4_000_000
const { rows: mostRows, columns: mostColumns } = notebookLimits

/**
 * The words of the first table in an HTML output, such as a data frame's: rows of cells, and nothing else of the HTML. Every step reads on
 * from where the last one ended, so that no input takes more than its length. Null where there is no table.
 */
export function readTable(html: string): HtmlTable | null {
  if (html.length > mostCharacters) return null
  const grid = createGrid()
  let depth = 0
  for (const part of parts(html)) {
    if (typeof part === 'string') {
      if (depth > 0) grid.write(part)
      continue
    }
    if (part.name === 'table') {
      depth += part.closes ? -1 : 1
      if (part.closes && depth <= 0) break
    } else if (depth === 1) {
      if (part.name === 'tr' && !part.closes) grid.row()
      if (part.name === 'td' || part.name === 'th') grid.cell(part)
    }
    if (depth > 0) grid.write(' ')
  }
  return grid.end()
}

/** Texts and tags in their order; comments, and what is inside of scripts and styles, are passed over. */
function* parts(html: string): Generator<string | Tag> {
  const lower = html.toLowerCase()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) return yield html.slice(at)
    if (open > at) yield html.slice(at, open)
    const isComment = html.startsWith('<!--', open)
    const close = html.indexOf(isComment ? '-->' : '>', open)
    if (close < 0) return
    at = close + (isComment ? 3 : 1)
    const tag = isComment ? null : toTag(html.slice(open + 1, close))
    if (tag === null) continue
    yield tag
    if (tag.closes || (tag.name !== 'script' && tag.name !== 'style')) continue
    const end = lower.indexOf(`</${tag.name}`, at)
    if (end < 0) return
    at = end
  }
}

function toTag(text: string): Tag | null {
  const found = /^(\/?)([a-z][a-z0-9]{0,20})/i.exec(text)
  return found && { name: found[2]!.toLowerCase(), closes: found[1] === '/', text: text.slice(0, 2000) }
}

const spanOf = ({ text }: Tag, name: string): number => Math.min(Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(text)?.[1] ?? 1) || 1, mostRows)

/** Cells in rows; a cell that reaches over columns or rows leaves the others that it covers empty. */
function createGrid() {
  const rows: { cells: string[]; isHead: boolean }[] = []
  /** Rows that a cell further up still reaches down into, by column. */
  const covered = new Map<number, number>()
  let open: { at: number; text: string } | null = null
  let cut = false
  const close = () => {
    if (open) rows.at(-1)!.cells[open.at] = toWords(open.text)
    open = null
  }
  const add = (cells: string[]) => {
    if (cells.length >= mostColumns) cut = true
    else cells.push('')
  }
  const cover = (cells: string[]) => {
    for (let at = cells.length; at < mostColumns && (covered.get(at) ?? 0) > 0; at += 1) {
      covered.set(at, covered.get(at)! - 1)
      add(cells)
    }
  }
  return {
    row() {
      close()
      if (rows.length === mostRows) cut = true
      else rows.push({ cells: [], isHead: true })
    },
    cell(tag: Tag) {
      close()
      const row = rows.at(-1)
      if (tag.closes || !row || cut) return
      cover(row.cells)
      const at = row.cells.length
      const [wide, high] = [spanOf(tag, 'colspan'), spanOf(tag, 'rowspan')]
      for (let column = at; column < at + wide && !cut; column += 1) {
        add(row.cells)
        if (high > 1) covered.set(column, high - 1)
      }
      row.isHead &&= tag.name === 'th'
      if (at < row.cells.length) open = { at, text: '' }
    },
    write(text: string) {
      if (open && open.text.length < longestCell) open.text += text.slice(0, longestCell)
    },
    end(): HtmlTable | null {
      close()
      const kept = rows.filter(({ cells }) => cells.length > 0)
      const heads = kept.findIndex(({ isHead }) => !isHead)
      return kept.length === 0 ? null : { rows: kept.map(({ cells }) => cells), heads: Math.max(heads, 0), cut }
    },
  }
}

const longestCell = 2000
const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function toWords(html: string): string {
  const text = html.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return names[name.toLowerCase()] ?? all
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
  return toReadable(text).replaceAll(/\s+/g, ' ').trim()
}
