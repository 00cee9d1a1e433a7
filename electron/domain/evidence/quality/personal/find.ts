import type { PersonalFinding } from '../../../../../shared/contract/evidence.ts'
import type { Grouped } from '../column.ts'
import { type Statements, toCount } from '../statements.ts'
import { isFiniteNumber, type Missing } from '../values.ts'
import * as digits from './check-digits.ts'
import { personalByName } from './names.ts'

/** So many different candidates are put to the test of their check digits. */
const tested = 100_000
/** Codes that chance makes often count only where most of a column's values are such. */
const mostly = 0.5
const enough = 0.2

interface NumberKind {
  kind: 'iban' | 'card' | 'national_id'
  country?: string
  test(text: string): boolean
  /** What looks like one. Where it is given, a fifth of what looks like it is enough: chance makes one in twenty. */
  shape?: RegExp
  /** How many digits they have where a column of whole numbers may hold them. */
  lengths?: readonly number[]
}

const kinds: readonly NumberKind[] = [
  { kind: 'iban', test: digits.isIban, shape: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/ },
  { kind: 'card', test: digits.isCard, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { kind: 'national_id', country: 'PL', test: digits.isPesel, lengths: [11] },
  { kind: 'national_id', country: 'NL', test: digits.isBsn, lengths: [9] },
  { kind: 'national_id', country: 'GB', test: digits.isNhs, lengths: [10] },
  { kind: 'national_id', country: 'BR', test: digits.isCpf, lengths: [11] },
  { kind: 'national_id', country: 'ES', test: digits.isDni },
  { kind: 'national_id', country: 'IT', test: digits.isCodiceFiscale, shape: /^[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]$/ },
  { kind: 'national_id', country: 'FR', test: digits.isNir, lengths: [15] },
  { kind: 'national_id', country: 'BE', test: digits.isBelgian, lengths: [11] },
  { kind: 'national_id', country: 'DE', test: digits.isSteuerId, lengths: [11] },
  { kind: 'national_id', country: 'SE', test: digits.isPersonnummer, lengths: [10, 12] },
  { kind: 'national_id', country: 'FI', test: digits.isHetu, shape: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]$/ },
  { kind: 'national_id', country: 'US', test: digits.isSsn, shape: /^\d{3}-\d{2}-\d{4}$/ },
]

/** Kinds and numbers of rows, never a value. Over the table of the column's values that the profile has just made. */
export async function findPersonal(ask: Statements, name: string, grouped: Grouped, missing: Missing): Promise<PersonalFinding[]> {
  const found = grouped.form === 'text' ? await findInTexts(ask, grouped) : grouped.form === 'number' ? await findInNumbers(ask, grouped, missing) : []
  const byName = personalByName(name)
  if (byName === null || grouped.present === 0 || found.some(({ kind }) => kind === byName)) return found
  return [...found, { kind: byName, basis: 'name', rows: null }]
}

/** A cheap look decides whether a pattern is tried at all: CASE leaves the other rows out, which AND does not promise. */
const when = (look: string, pattern: string): string => `CASE WHEN ${look} THEN ${pattern} ELSE false END`
const email = when("strpos(t, '@') > 1", "regexp_matches(t, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}')")
const isPhone = "regexp_full_match(t, '\\s*(\\+|00|\\(|0)[0-9 ()./-]*[0-9]\\s*') AND NOT regexp_matches(t, '^[0-9]{4}[-/.][0-9]{2}') AND length(regexp_replace(t, '[^0-9]', '', 'g')) BETWEEN 7 AND 15"
const phone = when('strlen(t) BETWEEN 8 AND 24 AND ascii(t) < 49', isPhone)
const ipv4 = when("strlen(t) BETWEEN 7 AND 15 AND ascii(t) BETWEEN 48 AND 57", "regexp_full_match(t, '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])')")
const ipv6 = when("strlen(t) BETWEEN 6 AND 39 AND strpos(t, ':') > 0", "regexp_full_match(t, '([0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{0,4}')")
const coded = when('strlen(t) BETWEEN 9 AND 42 AND ascii(t) BETWEEN 48 AND 90', "regexp_full_match(t, '[A-Z]{0,6}[0-9][A-Z0-9 .+-]{7,40}')")

async function findInTexts(ask: Statements, { present }: Grouped): Promise<PersonalFinding[]> {
  const row = await ask.row(
    `SELECT coalesce(sum(n) FILTER (${email}), 0) AS email, coalesce(sum(n) FILTER (${phone}), 0) AS phone, coalesce(sum(n) FILTER ((${ipv4}) OR (${ipv6})), 0) AS ip, count(*) FILTER (${coded}) AS coded FROM k WHERE kind = 'present'`,
  )
  const found: PersonalFinding[] = []
  const [emails, phones, ips] = [toCount(row['email']), toCount(row['phone']), toCount(row['ip'])]
  if (emails > 0) found.push({ kind: 'email', basis: 'values', rows: emails })
  if (phones >= mostly * present) found.push({ kind: 'phone', basis: 'values', rows: phones })
  if (ips >= mostly * present) found.push({ kind: 'ip_address', basis: 'values', rows: ips })
  if (toCount(row['coded']) === 0) return found
  const candidates = await ask.rows(`SELECT t, n FROM k WHERE kind = 'present' AND ${coded} ORDER BY hash(t), t LIMIT ${tested}`)
  const texts = candidates.map((one) => ({ text: String(one['t']), n: toCount(one['n']) }))
  return [...found, ...testDigits(texts, { present, all: toCount(row['coded']), numbers: false })]
}

/** Whole numbers only: a fraction names nobody. */
async function findInNumbers(ask: Statements, { type, present, numbers }: Grouped, missing: Missing): Promise<PersonalFinding[]> {
  if (type !== 'integer' || numbers === null || numbers.max < 1e8 || (numbers.quantiles[3] as number) < 1e7) return []
  const where = `${isFiniteNumber('v', missing)} AND v >= 1e7`
  const { all } = await ask.row(`SELECT count(*) AS "all" FROM g WHERE ${where}`)
  const rows = await ask.rows(`SELECT coalesce(t, CAST(v::BIGINT AS VARCHAR)) AS t, n FROM g WHERE ${where} ORDER BY hash(v), v, t LIMIT ${tested}`)
  const texts = rows.map((one) => ({ text: String(one['t']), n: toCount(one['n']) }))
  return testDigits(texts, { present, all: toCount(all), numbers: true })
}

interface Candidate {
  text: string
  n: number
}

/** Rows are those of the tested values; where there were more of them `tested` says how many were. */
function testDigits(candidates: readonly Candidate[], { present, all, numbers }: { present: number; all: number; numbers: boolean }): PersonalFinding[] {
  const reach = candidates.reduce((sum, { n }) => sum + n, 0)
  const base = all > candidates.length ? reach : present
  const longest = candidates.reduce((most, { text }) => Math.max(most, text.length), 0)
  return kinds.flatMap(({ kind, country, test, shape, lengths }) => {
    // Leading zeros are lost in a number: the longest tells how long all of them are.
    if (numbers && !lengths?.includes(longest)) return []
    let [rows, alike] = [0, 0]
    for (const { text, n } of candidates) {
      const forms = numbers ? [text, text.padStart(longest, '0')] : formsOf(text)
      if (forms.some(test)) rows += n
      if (shape !== undefined && forms.some((form) => shape.test(form))) alike += n
    }
    if (rows === 0 || (shape === undefined ? rows < mostly * base : rows < enough * alike)) return []
    return [{ kind, basis: 'values' as const, rows, ...(country === undefined ? {} : { country }), ...(all > candidates.length ? { tested: candidates.length } : {}) }]
  })
}

/** As written, and without separators. */
function formsOf(text: string): string[] {
  const bare = text.replaceAll(/[ .-]/g, '')
  return bare === text ? [text] : [text, bare]
}
