import { isDeepStrictEqual } from 'node:util'
import { Document, isMap, isScalar, isSeq, parseDocument, stringify, visit } from 'yaml'
import type { FormField } from '../../../shared/contract/document-form.ts'
import type { FieldValue } from '../../../shared/contract/documents.ts'
import { AppError } from '../../../shared/errors.ts'
import { listOf, rowsOf, textOf } from '../../../shared/documents/completeness.ts'
import { toModelIndex, toRows } from './model-index.ts'

const written = { lineWidth: 0 } as const
/** Model hubs read heads with YAML 1.1, which takes these for true or false: they are written in quotes. */
const isTruthWord = /^(y|n|yes|no|on|off)$/i
const fewAliases = { maxAliasCount: 100 }

type Head = Record<string, unknown>
type Fields = Record<string, FieldValue>

const keyed = (fields: readonly FormField[]) => fields.flatMap((field) => (field.key === null ? [] : [{ ...field, key: field.key }]))
export const otherKeysField = 'other_keys'

/**
 * Fields of the form from a YAML head. What a field can not say without loss (another type, further members) stays, with every key
 * that has no field, in the text of `other_keys`. BAD_INPUT names the line.
 */
export function parseHead(head: string, fields: readonly FormField[], what: string): Fields {
  const doc = parseYaml(head, what)
  const values = valuesOf(doc, what)
  const found: Fields = {}
  const taken = new Set<string>()
  for (const field of keyed(fields)) {
    if (!Object.hasOwn(values, field.key)) continue
    const value = fromHead(field, values[field.key])
    if (value === undefined) continue
    taken.add(field.key)
    if (!isEmpty(value)) found[field.id] = value
  }
  const rest = Object.keys(values).filter((key) => !taken.has(key))
  if (rest.length > 0) found[otherKeysField] = toText(doc, values, rest)
  // Rare parts of YAML (typed values, keys that are lists) would be lost on the way back: then the card stays outside.
  if (!saysTheSame(found, fields, head)) throw bad(what, 'it has parts that could not be written back as they are, such as typed values (!!) or keys that are lists')
  return found
}

/**
 * The head that says what the fields say. Beginning from the head of the file that the document came from, keys that say the same
 * stay as they were written, with their comments and order; nothing changed gives the very same text.
 */
export function toHead(content: Fields, fields: readonly FormField[], before: string | null): string {
  const doc = before === null ? new Document({}) : parseYaml(before, 'the head')
  const old = before === null ? {} : valuesOf(doc, 'the head')
  const wanted = wantedKeys(content, fields, old)
  let changed = false
  for (const key of Object.keys(old)) {
    if (wanted.has(key)) continue
    const field = keyed(fields).find((one) => one.key === key)
    if (field && isEmpty(fromHead(field, old[key]) ?? 'kept elsewhere')) continue
    doc.delete(key)
    changed = true
  }
  for (const [key, value] of wanted) {
    if (Object.hasOwn(old, key) && isDeepStrictEqual(old[key], value)) continue
    setKey(doc, key, value)
    changed = true
  }
  if (before !== null && !changed) return before
  return wanted.size === 0 && (before ?? '') === '' ? '' : doc.toString(written).replace(/^\{\}\n/, '')
}

function saysTheSame(found: Fields, fields: readonly FormField[], head: string): boolean {
  try {
    return toHead(found, fields, head) === head
  } catch {
    return false
  }
}

function wantedKeys(content: Fields, fields: readonly FormField[], old: Head): Map<string, unknown> {
  const wanted = new Map<string, unknown>()
  for (const field of keyed(fields)) {
    const value = content[field.id]
    if (value !== undefined && !isEmpty(value)) wanted.set(field.key, intoHead(field, value, old[field.key]))
  }
  const rest = textOf(content[otherKeysField])
  if (rest.trim() !== '') for (const [key, value] of Object.entries(parseOtherKeys(rest))) if (!wanted.has(key)) wanted.set(key, value)
  return wanted
}

/** BAD_INPUT where the text is no YAML of keys and values. */
export const parseOtherKeys = (text: string): Head => valuesOf(parseYaml(text, '“Other keys of the head”'), '“Other keys of the head”')

function setKey(doc: Document, key: string, value: unknown): void {
  const before = doc.get(key, true)
  const node = doc.createNode(value)
  if (isSeq(node) && isSeq(before) && before.flow) node.flow = true
  if (isScalar(node) && isScalar(before) && before.comment) node.comment = before.comment
  visit(node, {
    Scalar(_key, word) {
      if (typeof word.value === 'string' && isTruthWord.test(word.value)) word.type = 'QUOTE_DOUBLE'
    },
  })
  doc.set(key, node)
}

const isEmpty = (value: FieldValue): boolean => value.length === 0

/** What the field shows of a value; undefined where it can not be had back from that. */
function fromHead(field: FormField, value: unknown): FieldValue | undefined {
  const shown = show(field, value)
  return shown !== undefined && isDeepStrictEqual(intoHead(field, shown, value), value) ? shown : undefined
}

function show(field: FormField, value: unknown): FieldValue | undefined {
  if (field.type === 'table') return value === null ? [] : toRows(value)
  if (field.type === 'list') {
    if (value === null) return []
    if (typeof value === 'string') return [value]
    return Array.isArray(value) && value.every((item) => typeof item === 'string' && isLine(item)) ? (value as string[]) : undefined
  }
  if (value === null) return ''
  return typeof value === 'string' && isLine(value) ? value : undefined
}

const isLine = (text: string) => text.trim() !== '' && !text.includes('\n')

/** `old`: a single word that was no list stays none, and an empty value stays as empty as it was. */
function intoHead(field: FormField, value: FieldValue, old: unknown): unknown {
  if (value.length === 0 && (old === null || old === '')) return old
  if (field.type === 'table') return toModelIndex(rowsOf(value))
  if (field.type !== 'list') return textOf(value)
  const items = listOf(value)
  return items.length === 1 && typeof old === 'string' ? items[0] : [...items]
}

function toText(doc: Document, values: Head, keys: readonly string[]): string {
  const rest = doc.clone() as Document
  if (isMap(rest.contents)) rest.contents.items = rest.contents.items.filter(({ key }) => keys.includes(String(isScalar(key) ? key.value : key)))
  try {
    const text = rest.toString(written)
    if (isDeepStrictEqual(valuesOf(parseYaml(text, 'rest'), 'rest'), pick(values, keys))) return text
  } catch {
    // An alias of something that has a field of its own: written out below.
  }
  return stringify(pick(values, keys), written)
}

const pick = (values: Head, keys: readonly string[]): Head => Object.fromEntries(keys.map((key) => [key, values[key]]))

function parseYaml(text: string, what: string): Document {
  try {
    const doc = parseDocument(text, { logLevel: 'silent' })
    const [error] = doc.errors
    if (error) throw bad(what, `${error.message.split('\n')[0]!.replace(/:$/, '')}`)
    return doc as unknown as Document
  } catch (error) {
    throw error instanceof AppError ? error : bad(what, 'it is nested too deeply', error)
  }
}

function valuesOf(doc: Document, what: string): Head {
  if (doc.contents === null || (isScalar(doc.contents) && doc.contents.value === null)) return {}
  if (!isMap(doc.contents)) throw bad(what, 'it holds no keys with values')
  try {
    return doc.toJS(fewAliases) as Head
  } catch (error) {
    throw bad(what, 'it refers to its own parts too often', error)
  }
}

const bad = (what: string, why: string, cause?: unknown) => new AppError('BAD_INPUT', `${what.charAt(0).toUpperCase()}${what.slice(1)} can not be read as YAML: ${why}.`, { cause })
