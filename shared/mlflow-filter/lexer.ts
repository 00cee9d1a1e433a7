export interface Token {
  /** `word` is an identifier or whatever else stands unquoted, a number too; `list` is everything from `(` to its `)`. */
  kind: 'word' | 'string' | 'operator' | 'list' | 'other'
  /** As written, with its quotes. */
  raw: string
  from: number
  to: number
  /** It begins with a quote or a bracket that nothing closes. */
  open: boolean
}

const space = /\s/
const operator = /[<>=~!]/
const other = /[,;)]/
const bare = /[^\s'"`<>=~!,;()]/

/** Cuts any text into tokens, without a gap but white space; it never fails. */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (space.test(text[at]!)) at += 1
    else {
      const token = readToken(text, at)
      tokens.push(token)
      at = token.to
    }
  }
  return tokens
}

function readToken(text: string, from: number): Token {
  const first = text[from]!
  const made = (kind: Token['kind'], to: number, open = false): Token => ({ kind, raw: text.slice(from, to), from, to, open })
  if (first === "'" || (first === '"' && !isWordGoingOn(text, endOfQuoted(text, from)))) {
    const to = endOfQuoted(text, from)
    return made('string', to ?? text.length, to === null)
  }
  if (first === '(') {
    const to = endOfList(text, from)
    return made('list', to ?? text.length, to === null)
  }
  if (operator.test(first)) return made('operator', endWhile(text, from, operator))
  if (other.test(first)) return made('other', from + 1)
  const { to, open } = endOfWord(text, from)
  return made('word', to, open)
}

/** A word is bare characters with quoted parts at its start and after its dots: params.`a b`. */
function endOfWord(text: string, from: number): { to: number; open: boolean } {
  let at = from
  while (at < text.length) {
    if (bare.test(text[at]!)) at += 1
    else if ((text[at] === '`' || text[at] === '"') && (at === from || text[at - 1] === '.')) {
      const to = endOfQuoted(text, at)
      if (to === null) return { to: text.length, open: true }
      at = to
      if (text[at] !== '.') break
    } else break
  }
  return { to: at, open: false }
}

const isWordGoingOn = (text: string, to: number | null) => to !== null && text[to] === '.'

/** The place after the closing quote. In a text in single quotes, a quote is written twice. */
function endOfQuoted(text: string, from: number): number | null {
  const quote = text[from]!
  let at = text.indexOf(quote, from + 1)
  while (quote === "'" && at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at === -1 ? null : at + 1
}

/** The place after the bracket that closes the one at `from`. */
function endOfList(text: string, from: number): number | null {
  let depth = 0
  let at = from
  while (at < text.length) {
    const one = text[at]!
    if (one === "'" || one === '"' || one === '`') {
      const to = endOfQuoted(text, at)
      if (to === null) return null
      at = to
      continue
    }
    if (one === '(') depth += 1
    if (one === ')') depth -= 1
    at += 1
    if (depth === 0) return at
  }
  return null
}

function endWhile(text: string, from: number, pattern: RegExp): number {
  let at = from
  while (at < text.length && pattern.test(text[at]!)) at += 1
  return at
}

const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const whole = /^-?\d+$/
export const isNumber = ({ kind, raw }: Token): boolean => kind === 'word' && number.test(raw)
export const isWhole = (raw: string): boolean => whole.test(raw)

/** What a quoted text says. */
export const toText = (raw: string): string => (raw.startsWith("'") ? raw.slice(1, -1).replaceAll("''", "'") : raw.slice(1, -1))
