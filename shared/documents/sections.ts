import type { FormField } from '../contract/document-form.ts'

/** One heading of a Markdown text with the lines under it, up to the next heading of its level or above. */
interface Section {
  level: number
  title: string
  /** Line of the heading, first line under it, line after the last. */
  at: number
  from: number
  to: number
}

const fence = /^ {0,3}(`{3,}|~{3,})/
const atx = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/

const longestHeading = 500

/** ATX headings outside fenced code. A heading that is underlined is text here, and stays as it is. */
export function sectionsOf(text: string): Section[] {
  const lines = text.split('\n')
  const found: Section[] = []
  let open: string | null = null
  for (const [at, line] of lines.entries()) {
    const mark = fence.exec(line)?.[1]
    if (open !== null) {
      if (mark?.startsWith(open) && line.trim() === mark) open = null
      continue
    }
    if (mark !== undefined) {
      open = mark
      continue
    }
    const heading = line.length > longestHeading ? null : atx.exec(line)
    if (heading) found.push({ level: heading[1]!.length, title: heading[2]!, at, from: at + 1, to: lines.length })
  }
  for (const [at, section] of found.entries()) section.to = found.slice(at + 1).find(({ level }) => level <= section.level)?.at ?? lines.length
  return found
}

/** How headings are compared: without marks, case and colons. `📊 **Training data:**` is `training data`. */
export const plainHeading = (title: string): string =>
  title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[^\p{L}\p{N}&,/ -]/gu, ' ').replaceAll(/\s+/g, ' ').trim().toLowerCase()

const find = (text: string, field: Pick<FormField, 'headings'>): Section | undefined => {
  const sections = sectionsOf(text)
  for (const heading of field.headings) {
    const found = sections.find(({ title }) => plainHeading(title) === heading)
    if (found) return found
  }
  return undefined
}

/** What stands under the field's heading, without blank lines around it; null where the text has no such heading. */
export function readSection(text: string, field: Pick<FormField, 'headings'>): string | null {
  const section = find(text, field)
  return section ? trimLines(text.split('\n').slice(section.from, section.to)).join('\n') : null
}

/** The text with other words under the field's heading; every other line stays as it was. A heading that is missing is added at the end. */
export function writeSection(text: string, field: Pick<FormField, 'headings' | 'title'>, content: string): string {
  const section = find(text, field)
  const lines = text.split('\n')
  if (section) {
    const written = content === '' ? [''] : ['', ...content.split('\n'), '']
    return [...lines.slice(0, section.from), ...written, ...lines.slice(section.to)].join('\n')
  }
  if (content === '') return text
  const above = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
  return [...above, ...(above.length > 0 ? [''] : []), `## ${field.title}`, '', content, ''].join('\n')
}

/** A text without the blank lines around it. */
export const trimBlank = (text: string): string => trimLines(text.split('\n')).join('\n')

function trimLines(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1)
}

/** Whether anybody wrote something: headings, comments and the placeholders of templates are nothing. */
export function isWritten(markdown: string): boolean {
  const words = markdown
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/^ {0,3}#{1,6}[ \t].*$/gm, '')
    .replaceAll(/\[?more information needed\]?(\([^)]*\))?/gi, '')
    .replaceAll(/^[ \t]{0,12}[-*+][ \t]{1,12}\*\*[^*\n]{1,200}:\*\*[ \t]*$/gm, '')
  return /[\p{L}\p{N}]/u.test(words)
}
