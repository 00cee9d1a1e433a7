import { toLiteral } from '../../../platform/sql-text.ts'
import { toDouble, trimmed } from '../values.ts'

/** 2^53: whole numbers from here on are told apart by their text. */
export const exactLimit = 9_007_199_254_740_992

export interface Missing {
  /** Trimmed, upper case. */
  texts: readonly string[]
  numbers: readonly number[]
}

export function toMissing(tokens: readonly string[]): Missing {
  const texts = [...new Set(tokens.map((token) => token.trim().toUpperCase()).filter((token) => token !== ''))]
  return { texts, numbers: texts.map(Number).filter(Number.isFinite) }
}

/**
 * What a text is: `present`, or the way in which it is missing. The common case comes first: a text that is longer than every token and
 * begins with a character that can be seen.
 */
export function kindOfText(text: string, { texts }: Missing, nullKind: 'null' | 'empty'): string {
  const longest = Math.max(0, ...texts.map((token) => Buffer.byteLength(token)))
  const clean = trimmed(text)
  const tokens = texts.filter((token) => token !== 'NULL' && token !== 'NAN')
  return [
    `CASE WHEN ${text} IS NULL THEN '${nullKind}' WHEN strlen(${text}) > ${longest} AND ascii(${text}) BETWEEN 33 AND 126 THEN 'present'`,
    `WHEN ${text} = '' THEN 'empty' WHEN ${clean} = '' THEN 'whitespace'`,
    ...(texts.includes('NULL') ? [`WHEN upper(${clean}) = 'NULL' THEN 'null_text'`] : []),
    ...(texts.includes('NAN') ? [`WHEN upper(${clean}) = 'NAN' THEN 'nan'`] : []),
    ...(tokens.length > 0 ? [`WHEN upper(${clean}) IN (${tokens.map(toLiteral).join(', ')}) THEN 'token'`] : []),
    `ELSE 'present' END`,
  ].join(' ')
}

/** Neither missing nor infinite. */
export const isFiniteNumber = (value: string, { numbers }: Missing): string =>
  `${value} IS NOT NULL AND isfinite(${value})${numbers.length > 0 ? ` AND ${value} NOT IN (${numbers.map(toDouble).join(', ')})` : ''}`

/** A code, not a number: 007 and 7 are two values. */
export const isCode = (text: string): string => `(${text} >= '00' AND ${text} < '0:')`

/** The trimmed text, or NULL where it is missing, in whatever way the file keeps the column. */
export function presentText(identifier: string, missing: Missing): string {
  const text = trimmed(`CAST(${identifier} AS VARCHAR)`)
  const tokens = ['', ...missing.texts].map(toLiteral).join(', ')
  return `CASE WHEN upper(${text}) IN (${tokens}) THEN NULL ELSE ${text} END`
}
