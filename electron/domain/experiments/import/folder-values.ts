import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Point } from '../run-rows.ts'

export interface Found {
  /** With `/` between its parts on every system. */
  path: string
  file: string
}

/** Plain files below a folder, in order, at most `mostDepth` deep; anything else (links, pipes, folders that are closed to us) is told to `odd`. */
export function* walk(folder: string, odd: (path: string, why: string) => void, before = '', depth = 0): Generator<Found> {
  let items
  try {
    items = readdirSync(folder, { withFileTypes: true })
  } catch {
    odd(before, closed)
    return
  }
  for (const item of items.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = before === '' ? item.name : `${before}/${item.name}`
    const file = join(folder, item.name)
    if (item.isFile()) yield { path, file }
    else if (item.isDirectory() && depth < mostDepth) yield* walk(file, odd, path, depth + 1)
    else odd(path, item.isDirectory() ? 'It lies too deep.' : 'It is a link or no plain file; what it leads to is not part of the folder.')
  }
}
const mostDepth = 40
const closed = 'It can not be read. Give yourself the right to read it and import again.'

/** False for links too. */
export const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Names of the folders in a folder. */
export function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).filter((item) => item.isDirectory()).map(({ name }) => name).toSorted()
  } catch {
    return []
  }
}

/** Null where it is no YAML of names and values. */
export function readMeta(folder: string): Record<string, unknown> | null {
  try {
    const file = join(folder, 'meta.yaml')
    if (!lstatSync(file).isFile()) return null
    const text = readText(file, mostBytes.meta)
    // More than a hundred names that stand for others are refused: they may unfold to more than any memory holds.
    const meta: unknown = typeof text === 'string' ? parse(text, { logLevel: 'silent', maxAliasCount: 100 }) : null
    return meta !== null && typeof meta === 'object' && !Array.isArray(meta) ? (meta as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A value a file: the path is its name, so that a name with `/` lies in folders. */
export function readValues(folder: string, left: (key: string, why: string) => void): Record<string, string> {
  const values: [string, string][] = []
  if (isFolder(folder)) {
    for (const { path, file } of walk(folder, left)) {
      const text = readText(file, mostBytes.value)
      if (typeof text === 'string') values.push([path, text])
      else left(path, text.why)
    }
  }
  return Object.fromEntries(values)
}

/** What MLflow writes is far below: whoever made a larger file wants it to be read into memory. */
const mostBytes = { meta: 4 << 20, value: 4 << 20, points: 400 << 20 }

function readText(file: string, most: number): string | { why: string } {
  try {
    if (statSync(file).size > most) return { why: `Its file has more than ${most >> 20} MB, which nothing of MLflow has; it was not read.` }
    return decoder.decode(readFileSync(file))
  } catch {
    return { why: 'Its file can not be read as UTF-8 text.' }
  }
}

/** A line a point; what `parse` makes nothing of is counted to `left`. */
export function readLines<P>(folder: string, left: (key: string, why: string, count?: number) => void, parse: (key: string, line: string) => P | null): P[] {
  const points: P[] = []
  if (!isFolder(folder)) return points
  for (const { path, file } of walk(folder, left)) {
    const text = readText(file, mostBytes.points)
    if (typeof text !== 'string') {
      left(path, text.why)
      continue
    }
    let wrong = 0
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue
      const point = parse(path, line)
      if (point === null) wrong += 1
      else points.push(point)
    }
    if (wrong > 0) left(path, 'Lines of its file are no points.', wrong)
  }
  return points
}

/** `time value [step [dataset digest]]`. */
export function parsePoint(key: string, line: string): Point | null {
  const [at = '', value = '', step = '0'] = line.trim().split(/\s+/)
  const number = parseNumber(value)
  return number === null || !/^-?\d+$/.test(at) || !/^-?\d+$/.test(step) ? null : { key, value: number, step: Number(step), atMs: Number(at) }
}

/** As Python writes numbers. */
function parseNumber(text: string): number | null {
  const word = text.toLowerCase()
  if (word === 'nan') return Number.NaN
  const infinite = /^([+-]?)inf(inity)?$/.exec(word)
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word) ? Number(word) : null
}
