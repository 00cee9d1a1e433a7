import { AppError } from '../../../shared/errors.ts'
import type { Bytes } from './bytes.ts'
import { count, toCounts, toDetails, toElements, toFacts, toFinding, type FileFacts } from './facts.ts'
import { createFeed, type Feed } from './feed.ts'

/** More than any real header has; what claims more is refused before memory is spent on it. */
const limits = { entries: 65_536, tensors: 1_000_000, items: 64_000_000, key: 65_535, kept: 65_536, dimensions: 8, headerBytes: 1 << 29 }

type Value = string | number | null

const fixed: Readonly<Record<number, [bytes: number, read: (at: Buffer) => number]>> = {
  0: [1, (at) => at.readUInt8()],
  1: [1, (at) => at.readInt8()],
  2: [2, (at) => at.readUInt16LE()],
  3: [2, (at) => at.readInt16LE()],
  4: [4, (at) => at.readUInt32LE()],
  5: [4, (at) => at.readInt32LE()],
  6: [4, (at) => at.readFloatLE()],
  7: [1, (at) => at.readUInt8()],
  10: [8, (at) => Number(at.readBigUInt64LE())],
  11: [8, (at) => Number(at.readBigInt64LE())],
  12: [8, (at) => at.readDoubleLE()],
}
const [textType, listType] = [8, 9]

/** Names of tensor types and of `general.file_type`, from ggml.h and llama.h; a number that is not listed is shown as it is. */
const tensorTypes: Readonly<Record<number, string>> = { 0: 'F32', 1: 'F16', 2: 'Q4_0', 3: 'Q4_1', 6: 'Q5_0', 7: 'Q5_1', 8: 'Q8_0', 9: 'Q8_1', 10: 'Q2_K', 11: 'Q3_K', 12: 'Q4_K', 13: 'Q5_K', 14: 'Q6_K', 15: 'Q8_K', 16: 'IQ2_XXS', 17: 'IQ2_XS', 18: 'IQ3_XXS', 19: 'IQ1_S', 20: 'IQ4_NL', 21: 'IQ3_S', 22: 'IQ2_S', 23: 'IQ4_XS', 24: 'I8', 25: 'I16', 26: 'I32', 27: 'I64', 28: 'F64', 29: 'IQ1_M', 30: 'BF16', 34: 'TQ1_0', 35: 'TQ2_0', 39: 'MXFP4' }
const fileTypes: Readonly<Record<number, string>> = { 0: 'F32', 1: 'F16', 2: 'Q4_0', 3: 'Q4_1', 7: 'Q8_0', 8: 'Q5_0', 9: 'Q5_1', 10: 'Q2_K', 11: 'Q3_K_S', 12: 'Q3_K_M', 13: 'Q3_K_L', 14: 'Q4_K_S', 15: 'Q4_K_M', 16: 'Q5_K_S', 17: 'Q5_K_M', 18: 'Q6_K', 19: 'IQ2_XXS', 20: 'IQ2_XS', 21: 'Q2_K_S', 22: 'IQ3_XS', 23: 'IQ3_XXS', 24: 'IQ1_S', 25: 'IQ4_NL', 26: 'IQ3_S', 27: 'IQ3_M', 28: 'IQ2_S', 29: 'IQ2_M', 30: 'IQ4_XS', 31: 'IQ1_M', 32: 'BF16', 36: 'TQ1_0', 37: 'TQ2_0', 38: 'MXFP4_MOE' }

export const isGguf = (head: Buffer): boolean => head.toString('latin1', 0, 4) === 'GGUF'

/** Header, metadata and the list of tensors; the weights are not read. Source: ggml's gguf.md, versions 2 and 3. Errors: BAD_INPUT. */
export async function readGguf(bytes: Bytes): Promise<FileFacts> {
  const reader = createReader(bytes)
  await reader.skip(4)
  const version = await reader.number(4)
  if (version !== 2 && version !== 3) throw bad(bytes, `says it is GGUF of version ${version}, which is not read here (2 and 3 are)`)
  const tensors = await reader.limited(limits.tensors, 'tensors')
  const entries = await reader.limited(limits.entries, 'metadata entries')
  const metadata = new Map<string, Value>()
  for (let at = 0; at < entries; at += 1) metadata.set((await reader.text(limits.key)) ?? '', await reader.value(await reader.number(4), 0))
  const found = await readTensors(reader, tensors)
  const architecture = toText(metadata.get('general.architecture'))
  const fileType = metadata.get('general.file_type')
  const findings = toText(metadata.get('tokenizer.chat_template')) === null ? [] : [toFinding('chat_template', bytes.name, 'It carries a chat template (Jinja), which programs that load it evaluate. Read it before you trust it.')]
  if (found.end !== null && reader.offset + found.end > bytes.size + 64) findings.push(toFinding('truncated', bytes.name, 'Tensors lie beyond the end of the file: it was cut off.'))
  return toFacts('gguf', {
    architecture,
    parameters: found.parameters,
    licence: toText(metadata.get('general.license')),
    findings,
    details: toDetails([
      ['Name', toText(metadata.get('general.name'))],
      ['Quantisation', typeof fileType === 'number' ? (fileTypes[fileType] ?? `type ${fileType}`) : null],
      ['Context length', metadata.get(`${architecture}.context_length`)],
      ['Layers', metadata.get(`${architecture}.block_count`)],
      ['Tensors', `${tensors.toLocaleString('en-GB')}${found.types.size > 0 ? `: ${toCounts(found.types)}` : ''}`],
      ['GGUF version', version],
    ]),
  })
}

async function readTensors(reader: Reader, tensors: number): Promise<{ parameters: number | null; types: Map<string, number>; end: number | null }> {
  const types = new Map<string, number>()
  let parameters: number | null = 0
  let end = 0
  for (let at = 0; at < tensors; at += 1) {
    await reader.text(limits.key)
    const dimensions = await reader.limited(limits.dimensions, 'dimensions of a tensor', 4)
    const shape: number[] = []
    for (let one = 0; one < dimensions; one += 1) shape.push(await reader.number(8))
    const type = await reader.number(4)
    const name = tensorTypes[type] ?? `type ${type}`
    count(types, name)
    const elements: number | null = toElements(shape)
    parameters = parameters === null || elements === null || !Number.isSafeInteger(parameters + elements) ? null : parameters + elements
    const offset = await reader.number(8)
    // The smallest a block can be is under two bits a number; whole sizes are known for plain types alone.
    end = Math.max(end, offset + (elements ?? 0) * (name === 'F32' || name === 'I32' ? 4 : name === 'F16' || name === 'BF16' ? 2 : 0))
  }
  return { parameters, types, end }
}

interface Reader {
  readonly offset: number
  skip(length: number): Promise<void>
  number(bytes: 4 | 8): Promise<number>
  limited(most: number, what: string, bytes?: 4 | 8): Promise<number>
  /** Null where it is longer than is kept; refused where it is longer than `most`. */
  text(most: number): Promise<string | null>
  value(type: number, depth: number): Promise<Value>
}

function createReader(bytes: Bytes): Reader {
  const feed: Feed = createFeed(bytes.stream(0, Math.min(bytes.size, limits.headerBytes)))
  const need = async (length: number): Promise<Buffer> => {
    if (!(await feed.fill(length))) throw bad(bytes, 'ends within its header')
    return feed.take(length)
  }
  const skip = async (length: number): Promise<void> => {
    if (!(await feed.skip(length))) throw bad(bytes, 'ends within its header')
  }
  const number = async (size: 4 | 8): Promise<number> => (size === 4 ? (await need(4)).readUInt32LE() : Number((await need(8)).readBigUInt64LE()))
  const limited = async (most: number, what: string, size: 4 | 8 = 8): Promise<number> => {
    const found = await number(size)
    if (found > most) throw bad(bytes, `claims ${found.toLocaleString('en-GB')} ${what}`)
    return found
  }
  const text = async (most: number): Promise<string | null> => {
    const length = await limited(most, 'bytes in a name or text')
    if (length <= limits.kept) return (await need(length)).toString('utf8')
    await skip(length)
    return null
  }
  const value = async (type: number, depth: number): Promise<Value> => {
    if (type === textType) return text(limits.headerBytes)
    const known = fixed[type]
    if (known !== undefined) return known[1](await need(known[0]))
    if (type !== listType || depth > 4) throw bad(bytes, `has a value of the unknown type ${type}`)
    const items = await number(4)
    const length = await limited(limits.items, 'items in a list')
    const size = fixed[items]?.[0]
    if (size !== undefined) await skip(length * size)
    else for (let at = 0; at < length; at += 1) await value(items, depth + 1)
    return null
  }
  return {
    get offset() {
      return feed.offset
    },
    skip,
    number,
    limited,
    text,
    value,
  }
}

const toText = (value: Value | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
const bad = ({ name }: Bytes, why: string) => new AppError('BAD_INPUT', `${name} is no GGUF file that can be read: it ${why}. Download or convert it again.`)
