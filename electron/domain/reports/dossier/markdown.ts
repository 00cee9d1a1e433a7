/** A piece of a text that a person wrote in Markdown, as a page shows it. */
export type Block =
  | { is: 'heading'; text: string }
  | { is: 'paragraph' | 'quote'; text: string }
  | { is: 'list'; items: { label: string; text: string }[] }
  | { is: 'code'; lines: string[] }
  | { is: 'table'; head: string[]; right: boolean[]; rows: string[][] }

const fence = /^ {0,3}(`{3,}|~{3,})/
const atx = /^ {0,3}#{1,6}[ \t]+(.{0,500}?)[ \t]*#*[ \t]*$/
const item = /^ {0,12}([-*+]|\d{1,9}[.)])[ \t]+(.*)$/
const rule = /^ {0,3}([-*_])([ \t]*\1){2,}[ \t]*$/
const delimiters = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

/** Headings, paragraphs, lists, tables, quotes and code, in their order; what is none of these is a paragraph, so nothing is lost. Comments, for whoever edits the file, are left out. */
export function toBlocks(markdown: string): Block[] {
  const lines = markdown.replaceAll(/<!--[\s\S]*?-->/g, '').split('\n')
  const blocks: Block[] = []
  let joins = false
  for (let at = 0; at < lines.length; ) {
    const { block, next } = readCode(lines, at) ?? readTable(lines, at) ?? readLine(lines[at]!, at)
    at = next
    if (block !== null) add(blocks, block, joins)
    joins = block !== null
  }
  return blocks.filter((block) => !('text' in block) || block.text !== '')
}

interface Found {
  block: Block | null
  next: number
}

function readCode(lines: readonly string[], at: number): Found | null {
  const mark = fence.exec(lines[at]!)?.[1]
  if (mark === undefined) return null
  const closing = lines.findIndex((line, other) => other > at && line.trim().startsWith(mark) && fence.test(line))
  const end = closing < 0 ? lines.length : closing
  return { block: { is: 'code', lines: lines.slice(at + 1, end) }, next: end + 1 }
}

function readTable(lines: readonly string[], at: number): Found | null {
  const under = lines[at + 1]
  if (!lines[at]!.includes('|') || under === undefined || !delimiters.test(under)) return null
  const [head, marks] = [cellsOf(lines[at]!), cellsOf(under)]
  if (head.length !== marks.length) return null
  const length = lines.slice(at + 2).findIndex((line) => !line.includes('|'))
  const end = length < 0 ? lines.length : at + 2 + length
  const rows = lines.slice(at + 2, end).map((line) => head.map((_, column) => toWords(cellsOf(line)[column] ?? '')))
  return { block: { is: 'table', head: head.map(toWords), right: marks.map((mark) => mark.endsWith(':') && !mark.startsWith(':')), rows }, next: end }
}

const cellsOf = (line: string): string[] => line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'))

function readLine(line: string, at: number): Found {
  const next = at + 1
  const heading = atx.exec(line)
  if (heading) return { block: { is: 'heading', text: toWords(heading[1]!) }, next }
  const listed = rule.test(line) ? null : item.exec(line)
  if (listed) return { block: { is: 'list', items: [{ label: /\d/.test(listed[1]!) ? listed[1]! : '•', text: toWords(listed[2]!) }] }, next }
  if (line.trim() === '' || rule.test(line)) return { block: null, next }
  return line.trimStart().startsWith('>') ? { block: { is: 'quote', text: toWords(line.replace(/^\s*>\s?/, '')) }, next } : { block: { is: 'paragraph', text: toWords(line.trim()) }, next }
}

/** Lines without a blank one between them are one paragraph; items are one list also with one. */
function add(blocks: Block[], block: Block, joins: boolean): void {
  const last = blocks.at(-1)
  if (block.is === 'list' && last?.is === 'list') last.items.push(...block.items)
  else if (joins && block.is === 'paragraph' && last?.is === 'list') last.items.at(-1)!.text += ` ${block.text}`
  else if (joins && (block.is === 'paragraph' || block.is === 'quote') && last?.is === block.is) last.text += ` ${block.text}`
  else blocks.push(block)
}

/** Words without their marks. A picture is named with what stands for it, a link with its address: a page can be read without either. */
function toWords(text: string): string {
  return text
    .replaceAll(/!\[([^\]]{0,500})\]\(([^)\s]{0,500})[^)]{0,200}\)/g, (_, words: string, name: string) => `[picture: ${[words, name].filter(Boolean).join(', ')}]`)
    .replaceAll(/\[([^\]]{1,500})\]\(([^)\s]{1,500})[^)]{0,200}\)/g, '$1 ($2)')
    .replaceAll(/(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1/g, '$2')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*]{1,2000}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replaceAll(/`([^`]{1,2000})`/g, '$1')
    .replace(/^\[( |x|X)\] /, (_, mark: string) => (mark === ' ' ? 'open: ' : 'done: '))
}
