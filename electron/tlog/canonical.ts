/** Deeper nesting is refused, so that a hostile leaf can not exhaust the stack of whoever verifies it. */
export const maximumDepth = 64

/**
 * RFC 8785 canonical JSON of plain data: null, booleans, finite numbers, well-formed strings, arrays, plain objects.
 * Throws a TypeError naming the place for anything else (undefined, NaN, a lone surrogate, a Date, a class instance)
 * instead of dropping or converting it.
 */
export const toCanonical = (value: unknown): string => canonicalize(value).text

/** The canonical form, and whether the members of `value` are in its order already: then the text reads back as `value` itself. */
export function canonicalize(value: unknown): { text: string; inOrder: boolean } {
  const inOrder = inCanonicalOrder(value, '$', 0)
  return { text: inOrder ? JSON.stringify(value) : write(value), inOrder }
}

/** Whether `text` is exactly the canonical form of what it says; `parsed` spares a second JSON.parse. */
export function isCanonical(text: string, parsed?: unknown): boolean {
  try {
    return toCanonical(parsed === undefined ? JSON.parse(text) : parsed) === text
  } catch {
    return false
  }
}

/**
 * Throws where a value has no canonical form; tells whether JSON.stringify would already write its members in order.
 * The order looked at is the one the engine enumerates: integer-like names come first there ("2" before "10").
 */
function inCanonicalOrder(value: unknown, path: string, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${path}: a string with a lone surrogate has no canonical form`)
      return true
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path}: ${value} has no canonical form`)
      return true
    case 'boolean':
      return true
    case 'object':
      if (value === null) return true
      if (depth >= maximumDepth) throw new TypeError(`${path}: nested deeper than ${maximumDepth} levels`)
      return Array.isArray(value) ? arrayInOrder(value, path, depth + 1) : objectInOrder(value, path, depth + 1)
    default:
      throw new TypeError(`${path}: ${typeof value} has no canonical form`)
  }
}

function arrayInOrder(items: readonly unknown[], path: string, depth: number): boolean {
  let inOrder = true
  for (let i = 0; i < items.length; i++) {
    if (!inCanonicalOrder(items[i], path, depth)) inOrder = false
  }
  return inOrder
}

function objectInOrder(object: object, path: string, depth: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${path}: only plain objects have a canonical form`)
  let inOrder = true
  let previous: string | null = null
  for (const name of Object.keys(object)) {
    if (!name.isWellFormed()) throw new TypeError(`${path}: a member name with a lone surrogate has no canonical form`)
    if (previous !== null && previous >= name) inOrder = false
    previous = name
    if (!inCanonicalOrder((object as Record<string, unknown>)[name], name, depth)) inOrder = false
  }
  return inOrder
}

/** Only for values that `inCanonicalOrder` has let through. Default sort() compares UTF-16 code units, as RFC 8785 §3.2.3 asks. */
function write(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  const names = Object.keys(value).toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${write((value as Record<string, unknown>)[name])}`).join(',')}}`
}
