import { readFileSync } from 'node:fs'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError } from '../../shared/errors.ts'
import type { DataFile } from './data-file.ts'

export interface ModelValue {
  name: string
  /** As ONNX names element types: `float32`, `int64`, `string` … */
  type: string
  /** A name stands for a size that is free, as the number of rows mostly is. */
  shape: (number | string)[]
}

/** Values of one feature; NaN is a missing number, an empty text a missing text. */
export type FeatureColumn = Float64Array | string[]

export interface Prediction {
  /** Chance of the positive class, or the predicted number; null where the model gives none. */
  scores: Float64Array | null
  /** Class as text; null where the model gives none. */
  decisions: string[] | null
}

/** A model that comes as ONNX, on the processor, without the network. Lives in the data process, which can be killed. */
export interface Model {
  readonly inputs: readonly ModelValue[]
  readonly outputs: readonly ModelValue[]
  readonly runtime: string
  /** Which features are numbers and which are texts, in their order. Throws BAD_INPUT where the model wants others. */
  kindsOf(features: readonly string[]): ('number' | 'text')[]
  /** Predicts rows that are given by column, in the order of `features`. `positive`: the class whose chance is the score. */
  predict(columns: readonly FeatureColumn[], features: readonly string[], positive: string | null): Promise<Prediction>
}

/** At once: a batch that a processor's cache can hold; a model with a fixed number of rows gets that number. */
const batchRows = 4_096

/**
 * Errors: BAD_INPUT for a file that is no ONNX model, or one whose parts lie in other files: it is read as bytes, so that it can not
 * name a further one.
 */
export async function openModel(file: DataFile): Promise<Model> {
  const { InferenceSession, Tensor: TensorOf, env } = await import('onnxruntime-node')
  const session = await InferenceSession.create(readFileSync(file.path), { executionProviders: ['cpu'], graphOptimizationLevel: 'all', logSeverityLevel: 4 }).catch((cause: unknown) => {
    throw new AppError('BAD_INPUT', `${file.name} could not be loaded as an ONNX model; export it again, as one file, with operators of the ONNX standard.`, { cause })
  })
  const inputs = session.inputMetadata.map((one) => toValue(one, file.name))
  const outputs = session.outputMetadata.map((one) => toValue(one, file.name))
  const create: CreateTensor = (type, data, dims) => new TensorOf(type as 'float32', data as Float32Array, dims)
  return {
    inputs,
    outputs,
    runtime: `ONNX Runtime ${env.versions.node ?? env.versions.common}`,
    kindsOf: (features) => toKinds(inputs, features, file.name),
    predict: (columns, features, positive) => predictAll({ session, inputs, outputs, create, name: file.name }, columns, { features, positive }),
  }
}

type CreateTensor = (type: string, data: unknown, dims: number[]) => Tensor
/** `1` and `1.0` are one class. */
export const isSameClass = (one: string, other: string): boolean => one === other || (one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other))

interface Loaded {
  session: InferenceSession
  inputs: readonly ModelValue[]
  outputs: readonly ModelValue[]
  create: CreateTensor
  name: string
}

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)

function toValue(value: InferenceSession.ValueMetadata, file: string): ModelValue {
  if (!value.isTensor) {
    throw bad(`${file}: “${value.name}” is a list of maps, not a tensor. Export the model without them (skl2onnx: options={"zipmap": False}).`)
  }
  return { name: value.name, type: value.type, shape: [...value.shape] }
}

const isNumber = (type: string): boolean => /^(u?int|float|bool)/.test(type)
const widthOf = ({ shape }: ModelValue): number | string => (shape.length < 2 ? 1 : (shape.at(-1) ?? 1))

/** One tensor that takes all features side by side, or one input a feature, by name. */
const isWide = (inputs: readonly ModelValue[], features: readonly string[]): boolean => inputs.length === 1 && (features.length > 1 || widthOf(inputs[0]!) !== 1 || !features.includes(inputs[0]!.name))

function toKinds(inputs: readonly ModelValue[], features: readonly string[], file: string): ('number' | 'text')[] {
  if (isWide(inputs, features)) {
    const [input] = inputs as [ModelValue]
    const width = widthOf(input)
    if (typeof width === 'number' && width > 0 && width !== features.length) throw bad(`${file} takes ${width} features in one tensor “${input.name}”, in their order; ${features.length} are named.`)
    return features.map(() => (isNumber(input.type) ? 'number' : 'text'))
  }
  const missing = inputs.filter(({ name }) => !features.includes(name)).map(({ name }) => name)
  const unknown = features.filter((name) => !inputs.some((input) => input.name === name))
  if (missing.length > 0 || unknown.length > 0) {
    const parts = [missing.length > 0 ? `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing` : '', unknown.length > 0 ? `${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not among them` : '']
    throw bad(`${file} takes one input a feature: ${inputs.map(({ name }) => name).join(', ')}. Of the features named, ${parts.filter(Boolean).join(', and ')}.`)
  }
  return features.map((feature) => (isNumber(inputs.find(({ name }) => name === feature)!.type) ? 'number' : 'text'))
}

async function predictAll(model: Loaded, columns: readonly FeatureColumn[], { features, positive }: { features: readonly string[]; positive: string | null }): Promise<Prediction> {
  const rows = columns[0]?.length ?? 0
  const fixed = model.inputs[0]?.shape[0]
  const size = typeof fixed === 'number' && fixed > 0 ? fixed : batchRows
  if (rows > 0 && size !== batchRows && rows % size !== 0 && size !== 1) throw bad(`${model.name} takes exactly ${size} rows at a time; export it with a free number of rows.`)
  const parts: Prediction[] = []
  for (let from = 0; from < rows; from += size) parts.push(await predictBatch(model, columns.map((column) => column.slice(from, from + size)), { features, positive }))
  return { scores: joinScores(parts, rows), decisions: parts.some(({ decisions }) => decisions === null) ? null : parts.flatMap(({ decisions }) => decisions ?? []) }
}

function joinScores(parts: readonly Prediction[], rows: number): Float64Array | null {
  const all = new Float64Array(rows)
  let at = 0
  for (const { scores } of parts) {
    if (scores === null) return null
    all.set(scores, at)
    at += scores.length
  }
  return all
}

async function predictBatch({ session, inputs, outputs, create, name }: Loaded, columns: readonly FeatureColumn[], { features, positive }: { features: readonly string[]; positive: string | null }): Promise<Prediction> {
  const feeds = isWide(inputs, features) ? { [inputs[0]!.name]: toWide(inputs[0]!, columns, create) } : Object.fromEntries(inputs.map((input) => [input.name, toNarrow(input, columns[features.indexOf(input.name)]!, create)]))
  let found: InferenceSession.OnnxValueMapType
  try {
    found = await session.run(feeds)
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${name} could not predict these rows: it may want other features, or another order of them.`, { cause })
  }
  return toPrediction(outputs.map(({ name: output }) => found[output] as Tensor), columns[0]?.length ?? 0, positive)
}

function toWide(input: ModelValue, columns: readonly FeatureColumn[], create: CreateTensor): Tensor {
  const rows = columns[0]?.length ?? 0
  const [width, data] = [columns.length, newData(input.type, rows * columns.length)]
  for (const [at, column] of columns.entries()) for (let row = 0; row < rows; row += 1) data[row * width + at] = toElement(input.type, column[row]!)
  return create(input.type, data, [rows, width])
}

function toNarrow(input: ModelValue, column: FeatureColumn, create: CreateTensor): Tensor {
  const data = newData(input.type, column.length)
  for (let row = 0; row < column.length; row += 1) data[row] = toElement(input.type, column[row]!)
  return create(input.type, data, input.shape.length < 2 ? [column.length] : [column.length, 1])
}

const arrays: Record<string, new (length: number) => ArrayLike<unknown>> = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
}

function newData(type: string, length: number): { [at: number]: unknown } {
  if (type === 'string') return Array.from<string>({ length })
  const Data = arrays[type]
  if (!Data) throw bad(`The model takes values of the type ${type}, which a table does not hold; export it with float32, int64 or string inputs.`)
  return new Data(length) as { [at: number]: unknown }
}

const toElement = (type: string, value: number | string): unknown => (type === 'string' ? String(value) : type === 'int64' ? BigInt(Math.trunc(Number(value) || 0)) : Number(value))

/** Texts and whole numbers are classes, fractions are scores: of two columns the one of the positive class, of one the number itself. */
function toPrediction(outputs: readonly Tensor[], rows: number, positive: string | null): Prediction {
  const classes = outputs.find(({ type, size }) => (type === 'int64' || type === 'int32' || type === 'string') && size === rows)
  const fractions = outputs.find(({ type, size }) => (type === 'float32' || type === 'float64') && (size === rows || size === 2 * rows))
  const decisions = classes ? Array.from(classes.data as ArrayLike<bigint | number | string>, String) : null
  if (!fractions) return { scores: null, decisions }
  const width = fractions.size / rows
  const data = fractions.data as Float32Array
  const column = width === 2 && decisions !== null && positive !== null ? positiveColumn(data, decisions, positive) : width - 1
  return { scores: Float64Array.from({ length: rows }, (_, row) => Number(data[row * width + column])), decisions }
}

/** ONNX does not say which class a column stands for; where a row is decided for the positive class, that column is the larger one. */
function positiveColumn(data: Float32Array, decisions: readonly string[], positive: string): 0 | 1 {
  let second = 0
  for (const [row, decision] of decisions.entries()) {
    const larger = data[row * 2 + 1]! > data[row * 2]!
    second += larger === isSameClass(decision, positive) ? 1 : -1
  }
  return second >= 0 ? 1 : 0
}
