/** mulberry32: the same seed gives the same cases on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Random = () => number

/** What parsers stumble over: limits of numbers, signs of the formats, look-alikes, depth, names of members with a meaning. */
const tokens = [
  '\n', '\n\n', '\r\n', '\0', ' ', '\u2014 ', '\u2014', '+', '=', '==', '"', '\\', '\\u0000', '\\ud800', '{', '}', '[', ']', ',', ':', '-', '-0', '0', '00', '1e999', '1e-999', '0x10',
  '9007199254740991', '9007199254740993', '18446744073709551616', 'NaN', 'null', 'true', '__proto__', '"__proto__":{}', '"constructor":1', 'toString', '\uFEFF', '\uFFFD', '\u202E', '\u2028',
  '\u{1F600}', '../', '/etc/passwd', 'C:\\', 'old 0\n', 'index 0\n', 'c2sp.org/tlog-proof@v1\n', 'countersign.example/bundle/v2\n', 'Ledger: x\n', 'sha256:', '[[[[[[[['.repeat(40), '{"a":'.repeat(100), 'A'.repeat(70_000),
].map((token) => Buffer.from(token))

const below = (random: Random, limit: number) => Math.floor(random() * limit)

/** One to four changes of a kind chosen at random; `others` are what parts may be taken from. */
export function mutate(random: Random, bytes: Buffer, others: readonly Buffer[]): Buffer {
  let result: Buffer = bytes
  for (let changes = 1 + below(random, 4); changes > 0; changes--) result = mutateOnce(random, result, others)
  return result
}

function mutateOnce(random: Random, bytes: Buffer, others: readonly Buffer[]): Buffer {
  const at = below(random, bytes.length + 1)
  const end = Math.min(bytes.length, at + 1 + below(random, random() < 0.7 ? 16 : bytes.length + 1))
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
  switch (below(random, 9)) {
    case 0:
      return turnBit(random, bytes)
    case 1:
      return Buffer.concat([before, Buffer.from([below(random, 256)]), bytes.subarray(Math.min(bytes.length, at + 1))])
    case 2:
      return before
    case 3:
      return Buffer.concat([before, after])
    case 4:
      return Buffer.concat([before, middle, middle, after])
    case 5:
      return Buffer.concat([before, tokens[below(random, tokens.length)]!, bytes.subarray(at)])
    case 6:
      return Buffer.concat([before, tokens[below(random, tokens.length)]!, after])
    case 7:
      return changeNumber(random, bytes)
    default: {
      const other = others[below(random, others.length)]!
      const from = below(random, other.length)
      return Buffer.concat([before, other.subarray(from, from + 1 + below(random, 200)), after])
    }
  }
}

function turnBit(random: Random, bytes: Buffer): Buffer {
  const result = Buffer.from(bytes)
  if (result.length > 0) result[below(random, result.length)]! ^= 1 << below(random, 8)
  return result
}

const numbers = ['0', '1', '-1', '01', '2147483648', '4294967296', '9007199254740991', '9007199254740992', '99999999999999999999', '1.5', '1e3', '']

/** Puts a number of another size where one stands. */
function changeNumber(random: Random, bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const found = [...text.slice(0, 4_000).matchAll(/\d+/g)]
  const chosen = found[below(random, Math.max(found.length, 1))]
  if (!chosen) return bytes
  const number = numbers[below(random, numbers.length)]!
  return Buffer.from(text.slice(0, chosen.index) + number + text.slice(chosen.index + chosen[0].length), 'latin1')
}

const values: readonly unknown[] = [null, true, 0, -1, 1.5, 2 ** 53, '', 'x', '0'.repeat(64), 'R-1', 'm@1', '2026-11-21T10:00:00.000Z', '__proto__', [], {}, [[]], { a: {} }, 'A'.repeat(10_000)]

/** A value of the same kind as JSON with one member at any depth replaced, removed, added or renamed. */
export function mutateValue(random: Random, value: unknown): unknown {
  const chosen = () => values[below(random, values.length)]
  if (value === null || typeof value !== 'object') return chosen()
  const names = Object.keys(value)
  const name = names[below(random, names.length)]
  const object = value as Record<string, unknown>
  if (name === undefined || random() < 0.1) return Array.isArray(value) ? [...(value as unknown[]), chosen()] : { ...object, added: chosen() }
  if (random() < 0.6) return replaceMember(value, name, mutateValue(random, object[name]))
  if (random() < 0.5) return replaceMember(value, name, chosen())
  const rest = Object.entries(object).filter(([other]) => other !== name)
  return Array.isArray(value) ? rest.map(([, one]) => one) : Object.fromEntries(random() < 0.5 ? rest : [...rest, ['renamed', object[name]]])
}

function replaceMember(value: object, name: string, to: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[]).with(Number(name), to) : { ...value, [name]: to }
}
