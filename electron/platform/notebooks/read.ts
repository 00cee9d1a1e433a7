import { createHash } from 'node:crypto'
import { notebookLimits as limits, type LeftOut, type Notebook, type NotebookCell, type Picture } from '../../../shared/contract/notebooks.ts'
import { AppError } from '../../../shared/errors.ts'
import { membersOf, parsePicture, toData, toOutput, type Left, type Members } from './outputs.ts'
import { toCut, toReadable, toText } from './text.ts'

/**
 * A notebook of nbformat 3 or 4 as data that is shown without being trusted: texts, tables of words and pictures known by their bytes. HTML,
 * scripts, widgets and SVG are left out and counted; no address is gone to. BAD_INPUT says what is wrong with the file.
 */
export function readNotebook(name: string, bytes: Buffer): Notebook {
  const file = membersOf(parse(name, bytes))
  const major = file['nbformat']
  if (major !== 3 && major !== 4) throw bad(name, major === undefined ? 'it does not say which edition of the format it is (nbformat)' : `it is of nbformat ${JSON.stringify(major).slice(0, 20)}; 3 and 4 are read. Save it anew with Jupyter`)
  const { left, counts } = createLeft()
  const raw = major === 4 ? file['cells'] : Array.isArray(file['worksheets']) ? file['worksheets'].flatMap((sheet) => membersOf(sheet)['cells'] ?? []) : undefined
  if (!Array.isArray(raw)) throw bad(name, 'it has no list of cells')
  if (raw.length > limits.cells) left.add('cell', raw.length - limits.cells)
  const metadata = membersOf(file['metadata'])
  const cells = raw.slice(0, limits.cells).map((cell) => toCell(membersOf(cell), major, left))
  return {
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    format: typeof file['nbformat_minor'] === 'number' ? `${major}.${file['nbformat_minor']}` : String(major),
    language: word(membersOf(metadata['language_info'])['name'] ?? membersOf(metadata['kernelspec'])['language'] ?? membersOf(raw[0])['language']),
    kernel: word(membersOf(metadata['kernelspec'])['display_name']),
    cells,
    left: counts(),
  }
}

const bad = (name: string, why: string, cause?: unknown) => new AppError('BAD_INPUT', `${name} can not be shown as a notebook: ${why}.`, { cause })
const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? toReadable(value).slice(0, 120) : null)

function parse(name: string, bytes: Buffer): unknown {
  if (bytes.byteLength > limits.bytes) throw bad(name, `it has ${bytes.byteLength} bytes, and at most ${limits.bytes} are read. Clear its outputs and attach it again`)
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw bad(name, 'it is not text in UTF-8', error)
  }
  if (depthOf(text) > limits.depth) throw bad(name, `its values lie more than ${limits.depth} deep in each other`)
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw bad(name, 'it is no JSON: the file is damaged or was cut off', error)
  }
}

/** Counted before it is parsed: a million brackets are a small file. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x5d || code === 0x7d) depth -= 1
  }
  return deepest
}

function createLeft(): { left: Left; counts: () => Notebook['left'] } {
  const found = new Map<LeftOut, number>()
  return {
    left: { add: (what, count = 1) => void found.set(what, (found.get(what) ?? 0) + count) },
    counts: () => [...found].map(([what, count]) => ({ what, count })),
  }
}

function toCell(cell: Members, major: 3 | 4, left: Left): NotebookCell {
  const kind = cell['cell_type']
  const written = toReadable(toText(cell['source'] ?? cell['input']))
  const source = toCut(kind === 'heading' ? `${'#'.repeat(Math.min(Math.max(Number(cell['level']) || 1, 1), 6))} ${written}` : written, limits.sourceCharacters)
  const count = cell['execution_count'] ?? cell['prompt_number']
  return {
    type: kind === 'code' ? 'code' : kind === 'markdown' || kind === 'heading' ? 'markdown' : 'raw',
    source: source.text,
    cut: source.cut,
    count: Number.isSafeInteger(count) ? (count as number) : null,
    outputs: kind === 'code' ? toOutputs(cell['outputs'], major, left) : [],
    pictures: kind === 'markdown' ? toPictures(membersOf(cell['attachments']), left) : {},
  }
}

function toOutputs(raw: unknown, major: 3 | 4, left: Left): NotebookCell['outputs'] {
  if (!Array.isArray(raw)) return []
  if (raw.length > limits.outputs) left.add('output', raw.length - limits.outputs)
  return raw.slice(0, limits.outputs).flatMap((one) => {
    const output = membersOf(one)
    return toOutput(major === 3 && output['output_type'] === 'display_data' ? { ...output, data: toData(output) } : output, left) ?? []
  })
}

function toPictures(attachments: Members, left: Left): Record<string, Picture> {
  const found = Object.entries(attachments).slice(0, 100).flatMap(([name, data]): [string, Picture][] => {
    const picture = Object.values(membersOf(data)).map((one) => parsePicture(toText(one))).find((one) => one !== null)
    if (!picture) left.add('picture')
    return picture ? [[name, picture]] : []
  })
  return Object.fromEntries(found)
}
