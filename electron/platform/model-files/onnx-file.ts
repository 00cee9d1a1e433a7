import { AppError } from '../../../shared/errors.ts'
import type { Bytes } from './bytes.ts'
import { count, toCounts, toDetails, toElements, toFacts, toFinding, toShown, type FileFacts } from './facts.ts'
import { createWire, type Field, type Wire } from './protobuf.ts'

/** Names of ONNX element types, in the order of their numbers; from onnx.proto. */
const elementTypes = ['undefined', 'float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'string', 'bool', 'float16', 'float64', 'uint32', 'uint64', 'complex64', 'complex128', 'bfloat16', 'float8e4m3fn', 'float8e4m3fnuz', 'float8e5m2', 'float8e5m2fnuz', 'uint4', 'int4', 'float4e2m1']
/** Operators of these come with ONNX Runtime; others need a library of somebody's own. */
const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'ai.onnx.training', 'ai.onnx.preview.training', 'com.microsoft'])
const mostShown = 50

interface Seen {
  ir: number | null
  producer: string[]
  opsets: Set<string>
  licence: string | null
  graphs: number
  initializers: Set<string>
  inputs: string[][]
  outputs: string[][]
  operators: Map<string, number>
  domains: Set<string>
  types: Map<string, number>
  parameters: number | null
  external: Map<string, number>
}

/** A file without a mark of its own: it begins with the version of its form, and a producer or a graph follows. */
export const isOnnx = (head: Buffer, name: string): boolean => /\.onnx$/i.test(name) || (head[0] === 0x08 && head[1]! > 0 && head[1]! < 32 && [0x12, 0x3a, 0x42].includes(head[2]!))

/** Producer, operators, inputs and outputs, and the weights by their shapes. Source: onnx.proto. Errors: BAD_INPUT. */
export async function readOnnx(bytes: Bytes): Promise<FileFacts> {
  const wire = createWire(bytes)
  const seen: Seen = { ir: null, producer: [], opsets: new Set(), licence: null, graphs: 0, initializers: new Set(), inputs: [], outputs: [], operators: new Map(), domains: new Set(), types: new Map(), parameters: 0, external: new Map() }
  for await (const field of wire.fields(0, bytes.size)) await readModelField(wire, field, seen)
  if (seen.graphs === 0) throw new AppError('BAD_INPUT', `${bytes.name} is no ONNX model: it holds no graph. Export the model again.`)
  const inputs = seen.inputs.filter(([name]) => !seen.initializers.has(name!))
  return toFacts('onnx', {
    architecture: toShown([...seen.operators].toSorted(([, a], [, b]) => b - a).slice(0, 3).map(([name]) => name).join(', ')) || null,
    // Classical models keep their numbers in their operators, where they can not be told from settings.
    parameters: seen.types.size === 0 ? null : seen.parameters,
    licence: seen.licence,
    findings: toFindings(seen, bytes.name),
    details: toDetails([
      ['Producer', seen.producer.join(' ')],
      ['IR version', seen.ir],
      ['Operator sets', [...seen.opsets].join(', ')],
      ['Inputs', inputs.map(toShape).join(', ')],
      ['Outputs', seen.outputs.map(toShape).join(', ')],
      ['Operators', toCounts(seen.operators)],
      ['Weights', toCounts(seen.types)],
    ]),
  })
}

const toShape = ([name, type]: string[]) => `${toShown(name!)}: ${type}`

function toFindings({ domains, external }: Seen, file: string): FileFacts['findings'] {
  const own = [...domains].filter((domain) => !knownDomains.has(domain))
  const names = [...external.keys()]
  const escaping = names.filter((name) => name === '' || /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i.test(name))
  return [
    ...escaping.slice(0, 20).map((name) => toFinding('path_escape', file, `Weights are said to lie in “${toShown(name)}”, outside the model's folder. A program that loads it would open that file.`)),
    ...(names.length > escaping.length ? [toFinding('external_data', file, `Weights lie in other files, which belong to the model: ${names.filter((name) => !escaping.includes(name)).slice(0, 5).map(toShown).join(', ')}. Register the folder.`)] : []),
    ...(own.length > 0 ? [toFinding('custom_operators', file, `It needs operators that are no part of ONNX, from ${own.slice(0, 10).map(toShown).join(', ')}: loading it needs somebody's own library.`)] : []),
  ]
}

async function readModelField(wire: Wire, field: Field, seen: Seen): Promise<void> {
  if (field.number === 1 && field.wire === 0) seen.ir = field.value
  else if ((field.number === 2 || field.number === 3) && field.wire === 2) seen.producer.push(await wire.text(field))
  else if (field.number === 7 && field.wire === 2) await readGraph(wire, field, seen)
  else if (field.number === 8 && field.wire === 2) await readOpset(wire, field, seen)
  else if (field.number === 14 && field.wire === 2) {
    const [key, value] = await readPair(wire, field)
    if (/^licen[cs]e$/i.test(key)) seen.licence = toShown(value)
  }
}

async function readOpset(wire: Wire, message: Field, seen: Seen): Promise<void> {
  let [domain, version] = ['', 0]
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.number === 1 && field.wire === 2) domain = await wire.text(field)
    if (field.number === 2 && field.wire === 0) version = field.value
  }
  if (seen.opsets.size < mostShown) seen.opsets.add(`${toShown(domain) || 'ai.onnx'} ${version}`)
}

async function readGraph(wire: Wire, message: Field, seen: Seen): Promise<void> {
  seen.graphs += 1
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.wire !== 2) continue
    if (field.number === 1) await readNode(wire, field, seen)
    else if (field.number === 5) await readTensor(wire, field, seen)
    else if (field.number === 11 && seen.inputs.length < 10_000) seen.inputs.push(await readValue(wire, field))
    else if (field.number === 12 && seen.outputs.length < mostShown) seen.outputs.push(await readValue(wire, field))
  }
}

async function readNode(wire: Wire, message: Field, seen: Seen): Promise<void> {
  let [operator, domain] = ['', '']
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.number === 4 && field.wire === 2) operator = await wire.text(field, 128)
    if (field.number === 7 && field.wire === 2) domain = await wire.text(field, 128)
  }
  if (seen.operators.size < 1_000) count(seen.operators, toShown(operator))
  if (seen.domains.size < 1_000) seen.domains.add(domain)
}

async function readTensor(wire: Wire, message: Field, seen: Seen): Promise<void> {
  const shape: number[] = []
  let type = 0
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.number === 1) shape.push(...(await wire.numbers(field)))
    else if (field.number === 2 && field.wire === 0) type = field.value
    else if (field.number === 8 && field.wire === 2 && seen.initializers.size < 1_000_000) seen.initializers.add(await wire.text(field, 256))
    else if (field.number === 13 && field.wire === 2) {
      const [key, value] = await readPair(wire, field)
      if (key === 'location' && seen.external.size < 1_000) count(seen.external, value)
    }
  }
  count(seen.types, elementTypes[type] ?? `type ${type}`)
  const elements = toElements(shape)
  const all = seen.parameters === null || elements === null ? null : seen.parameters + elements
  seen.parameters = all !== null && Number.isSafeInteger(all) ? all : null
}

async function readPair(wire: Wire, message: Field): Promise<[key: string, value: string]> {
  let [key, value] = ['', '']
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.number === 1 && field.wire === 2) key = await wire.text(field)
    if (field.number === 2 && field.wire === 2) value = await wire.text(field)
  }
  return [key, value]
}

/** A name and its type: `float32[batch, 4]`. */
async function readValue(wire: Wire, message: Field): Promise<string[]> {
  let [name, type] = ['', '']
  for await (const field of wire.fields(message.from, message.to)) {
    if (field.number === 1 && field.wire === 2) name = await wire.text(field, 256)
    if (field.number === 2 && field.wire === 2) type = await readType(wire, field)
  }
  return [name, type || 'unknown']
}

async function readType(wire: Wire, message: Field): Promise<string> {
  for await (const tensor of wire.fields(message.from, message.to)) {
    if (tensor.wire !== 2) continue
    if (tensor.number !== 1) return ({ 4: 'list', 5: 'map', 8: 'sparse tensor', 9: 'optional' } as Record<number, string>)[tensor.number] ?? 'unknown'
    let [element, shape] = ['undefined', '']
    for await (const field of wire.fields(tensor.from, tensor.to)) {
      if (field.number === 1 && field.wire === 0) element = elementTypes[field.value] ?? `type ${field.value}`
      if (field.number === 2 && field.wire === 2) shape = await readShape(wire, field)
    }
    return `${element}${shape}`
  }
  return 'unknown'
}

async function readShape(wire: Wire, message: Field): Promise<string> {
  const sizes: string[] = []
  for await (const dimension of wire.fields(message.from, message.to)) {
    if (dimension.wire !== 2 || dimension.number !== 1 || sizes.length >= 32) continue
    let size = '?'
    for await (const field of wire.fields(dimension.from, dimension.to)) {
      if (field.number === 1 && field.wire === 0) size = String(field.value)
      if (field.number === 2 && field.wire === 2) size = toShown(await wire.text(field, 64)) || '?'
    }
    sizes.push(size)
  }
  return `[${sizes.join(', ')}]`
}
