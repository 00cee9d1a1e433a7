import { AppError } from '../../../shared/errors.ts'
import type { Bytes } from './bytes.ts'
import { count, toCounts, toDetails, toElements, toFacts, toFinding, toShown, type FileFacts } from './facts.ts'

/** The format allows 100 MB; real headers are below 10. */
const longestHeader = 32 << 20

const bits: Readonly<Record<string, number>> = { F64: 64, I64: 64, U64: 64, C64: 64, F32: 32, I32: 32, U32: 32, F16: 16, BF16: 16, I16: 16, U16: 16, I8: 8, U8: 8, BOOL: 8, F8_E4M3: 8, F8_E5M2: 8, F8_E8M0: 8, F8_E4M3FNUZ: 8, F8_E5M2FNUZ: 8, F6_E2M3: 6, F6_E3M2: 6, F4: 4 }

export const isSafetensors = (head: Buffer, size: number): boolean => head.byteLength >= 9 && head[8] === 0x7b && head.readBigUInt64LE(0) <= BigInt(size - 8)

interface Tensor {
  name: string
  dtype: string
  elements: number | null
  from: number
  to: number
}

/** The header; the weights are not read. Source: the format's README. Errors: BAD_INPUT. */
export async function readSafetensors(bytes: Bytes): Promise<FileFacts> {
  const length = Number((await bytes.read(0, 8)).readBigUInt64LE())
  if (length > longestHeader) throw bad(bytes, `has a header of ${length.toLocaleString('en-GB')} bytes; up to ${longestHeader.toLocaleString('en-GB')} are read`)
  const header = parseHeader((await bytes.read(8, length)).toString('utf8'), bytes)
  const metadata = toRecord(header['__metadata__'])
  const tensors = Object.entries(header).flatMap(([name, value]) => (name === '__metadata__' ? [] : [toTensor(name, value, bytes)]))
  const types = new Map<string, number>()
  for (const { dtype } of tensors) count(types, dtype)
  const parameters = tensors.reduce<number | null>((all, { elements }) => (all === null || elements === null ? null : all + elements), 0)
  return toFacts('safetensors', {
    architecture: toText(metadata['modelspec.architecture']),
    parameters: parameters !== null && Number.isSafeInteger(parameters) ? parameters : null,
    licence: toText(metadata['license']) ?? toText(metadata['modelspec.license']),
    findings: judgeLayout(tensors, bytes.size - 8 - length, bytes.name),
    details: toDetails([
      ['Tensors', `${tensors.length.toLocaleString('en-GB')}${types.size > 0 ? `: ${toCounts(types)}` : ''}`],
      ...Object.entries(metadata).slice(0, 20).map(([name, value]): [string, string] => [toShown(name), typeof value === 'string' ? value : JSON.stringify(value)]),
    ]),
  })
}

function parseHeader(text: string, bytes: Bytes): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw bad(bytes, 'has a header that is not JSON')
}

function toTensor(name: string, value: unknown, bytes: Bytes): Tensor {
  const { dtype, shape, data_offsets: place } = toRecord(value)
  const isShape = Array.isArray(shape) && shape.length <= 64 && shape.every((size) => Number.isSafeInteger(size) && size >= 0)
  const isPlace = Array.isArray(place) && place.length === 2 && place.every((at) => Number.isSafeInteger(at) && at >= 0) && place[0] <= place[1]
  if (typeof dtype !== 'string' || !isShape || !isPlace) throw bad(bytes, `describes the tensor “${toShown(name)}” wrongly`)
  return { name, dtype: toShown(dtype), elements: toElements(shape as number[]), from: place[0] as number, to: place[1] as number }
}

/** Tensors lie one behind the other to the end of the file, each as long as its shape says. */
function judgeLayout(tensors: readonly Tensor[], dataBytes: number, file: string): FileFacts['findings'] {
  const findings: FileFacts['findings'] = []
  let end = 0
  for (const { name, dtype, elements, from, to } of tensors.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const width = Object.hasOwn(bits, dtype) ? bits[dtype]! : null
    if (width !== null && elements !== null && Math.ceil((elements * width) / 8) !== to - from) findings.push(toFinding('damaged', file, `The tensor “${toShown(name)}” has ${to - from} bytes; its shape takes others.`, from))
    if (from < end) findings.push(toFinding('overlapping_tensors', file, `The tensor “${toShown(name)}” lies over another one.`, from))
    if (from > end) findings.push(toFinding('trailing_bytes', file, `${from - end} bytes before the tensor “${toShown(name)}” belong to none.`, end))
    end = Math.max(end, to)
    if (findings.length >= 20) break
  }
  if (end > dataBytes) findings.push(toFinding('truncated', file, `Tensors lie up to ${end - dataBytes} bytes beyond the end of the file: it was cut off.`))
  else if (end < dataBytes && findings.length < 20) findings.push(toFinding('trailing_bytes', file, `${dataBytes - end} bytes after the last tensor belong to none.`, end))
  return findings
}

const toRecord = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {})
const toText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? toShown(value) : null)
const bad = ({ name }: Bytes, why: string) => new AppError('BAD_INPUT', `${name} is no safetensors file that can be read: it ${why}. Download or save it again.`)
