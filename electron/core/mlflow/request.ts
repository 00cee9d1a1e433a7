import { MlflowError } from './errors.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Fields = { readonly [key: string]: Json | undefined }

/** Fields of one request: of the query where it is read, of the JSON body where it is written. Unknown ones are ignored, as clients of other versions send them. */
export interface Params {
  has(name: string): boolean
  /** INVALID_PARAMETER_VALUE where it is missing, empty or no text. */
  required(name: string): string
  text(name: string): string | undefined
  whole(name: string): number | undefined
  requiredWhole(name: string): number
  flag(name: string): boolean | undefined
  texts(name: string): string[]
  /** A number, or one of the words NaN, Infinity, -Infinity. */
  requiredNumber(name: string): number
  list(name: string): Params[]
  object(name: string): Params | undefined
  /** The field as it came, for messages. */
  raw(name: string): Json | undefined
}

export const missing = (name: string) => new MlflowError('INVALID_PARAMETER_VALUE', `Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`)
export const invalid = (name: string, value: unknown, why = '') => refused(name, JSON.stringify(value) ?? 'null', why)

const refused = (name: string, told: string, why: string) =>
  new MlflowError('INVALID_PARAMETER_VALUE', `Invalid value ${told} for parameter '${name}' supplied${why === '' ? '' : `: ${why}`}. See the API docs for more information about request parameters.`)

/** `told`: how a value stood in the request, for messages about it. */
export function toParams(fields: Fields, at = '', told: Told = written): Params {
  const raw = (name: string): Json | undefined => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return value === null ? undefined : value
  }
  const one = readOne(raw, at, told)
  const must = <T>(name: string, value: T | undefined): T => {
    if (value === undefined || value === '') throw missing(`${at}${name}`)
    return value
  }
  return {
    raw,
    ...one,
    ...readMany(raw, at),
    has: (name) => raw(name) !== undefined,
    required: (name) => must(name, one.text(name)),
    requiredWhole: (name) => must(name, one.whole(name)),
    requiredNumber(name) {
      const value = must(name, raw(name))
      const number = typeof value === 'number' ? value : parseWord(value)
      if (number === null) throw invalid(`${at}${name}`, value, 'it is no number')
      return number
    },
  }
}

type Raw = Params['raw']
type Told = (name: string, value: Json) => string
const written: Told = (_name, value) => JSON.stringify(value)

/** How a number stood in a body: 9.0 is no 9 to whoever wrote it. */
export function toldIn(body: Buffer): Told {
  return (name, value) => {
    let told = JSON.stringify(value)
    if (typeof value !== 'number') return told
    const keep = (key: string, one: unknown, context?: { source?: string }) => {
      if (key === name && one === value) told = context?.source ?? told
      return one
    }
    try {
      JSON.parse(body.toString('utf8'), keep)
    } catch {
      // With NaN in it as Python writes it: then the number is told as it was read.
    }
    return told
  }
}

const readOne = (raw: Raw, at: string, told: Told): Pick<Params, 'text' | 'whole' | 'flag' | 'object'> => ({
  text(name) {
    const value = raw(name)
    if (value === undefined) return value
    if (typeof value !== 'string') throw refused(`${at}${name}`, told(name, value), 'it is no string')
    // Half a character has no bytes in UTF-8 and so no digest.
    if (!value.isWellFormed()) throw invalid(`${at}${name}`, value, 'it holds half of a character')
    return value
  },
  whole(name) {
    const value = raw(name)
    if (value === undefined) return undefined
    // Numbers of 64 bits come as JSON numbers or as digits.
    const number = typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number
    throw invalid(`${at}${name}`, value, 'it is no whole number of at most 53 bits')
  },
  flag(name) {
    const value = raw(name)
    if (value === undefined || typeof value === 'boolean') return value
    if (value === 'true' || value === 'false') return value === 'true'
    throw invalid(`${at}${name}`, value, 'it is neither true nor false')
  },
  object(name) {
    const value = raw(name)
    if (value === undefined) return undefined
    if (typeof value === 'object' && !Array.isArray(value)) return toParams(value as Fields, `${at}${name}.`)
    throw invalid(`${at}${name}`, value, 'it is no object')
  },
})

function readMany(raw: Raw, at: string): Pick<Params, 'texts' | 'list'> {
  const asList = (name: string): readonly Json[] => {
    const value = raw(name) ?? []
    if (Array.isArray(value)) return value as readonly Json[]
    throw invalid(`${at}${name}`, value, 'it is no list')
  }
  return {
    texts: (name) =>
      (typeof raw(name) === 'string' ? [raw(name)!] : asList(name)).map((one) => {
        if (typeof one === 'string') return one
        throw invalid(`${at}${name}`, raw(name), 'it is no list of strings')
      }),
    list: (name) =>
      asList(name).map((one, position) => {
        if (one !== null && typeof one === 'object' && !Array.isArray(one)) return toParams(one as Fields, `${at}${name}[${position}].`)
        throw invalid(`${at}${name}`, raw(name), 'it is no list of objects')
      }),
  }
}

const words = /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/
const parseWord = (value: Json): number | null => (typeof value === 'string' && words.test(value) ? Number(value) : null)

/** One level of percent signs; a bare one is a part of a name. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Repeated names are lists. */
export function parseQuery(query: URLSearchParams): Fields {
  const fields: Record<string, Json> = Object.create(null) as Record<string, Json>
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    fields[name] = values.length === 1 ? values[0]! : values
  }
  return fields
}

/** BAD_REQUEST where it is no JSON object; an empty body has no fields. NaN and Infinity as Python writes them are read too. */
export function parseBody(body: Buffer): Fields {
  const text = body.toString('utf8')
  if (text.trim() === '') return {}
  try {
    const value = parseJson(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields
  } catch (error) {
    throw new MlflowError('BAD_REQUEST', `The request body is no JSON: ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
  throw new MlflowError('BAD_REQUEST', 'The request body is no JSON object.')
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    const quoted = text.replaceAll(/("(?:[^"\\]|\\.)*")|(-?Infinity|NaN)/g, (_all, string: string | undefined, word: string | undefined) => string ?? `"${word}"`)
    if (quoted === text) throw error
    return JSON.parse(quoted) as Json
  }
}
