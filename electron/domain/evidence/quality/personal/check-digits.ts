/** Check digits of numbers that name a person, a card or an account. All take the number without spaces, dots and hyphens. */

/** ISO/IEC 7812: every second digit from the right doubled, the sum of digits divisible by 10. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Cards have 13 to 19 digits and begin with 2 to 6. */
export const isCard = (text: string): boolean => /^[2-6]\d{12,18}$/.test(text) && !/^(\d)\1+$/.test(text) && isLuhn(text)

/** ISO 13616: the first four characters moved to the end, letters as numbers from 10; the remainder of 97 is 1. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const moved = text.slice(4) + text.slice(0, 4)
  let rest = 0
  for (const character of moved) for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
const notAllSame = (digits: string): boolean => !/^(\d)\1+$/.test(digits)

/** Day and month as they stand at a place of the number; months may be moved on to tell centuries apart. */
const isDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** PESEL, 11 digits: birth date, weights 1 3 7 9. */
export function isPesel(text: string): boolean {
  if (!/^\d{11}$/.test(text) || !isDay(Number(text.slice(2, 4)) % 20, Number(text.slice(4, 6)))) return false
  return weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
}

/** Burgerservicenummer, 9 digits: the eleven test. */
export const isBsn = (text: string): boolean => /^\d{9}$/.test(text) && notAllSame(text) && weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0

/** NHS number, 10 digits, modulo 11. */
export function isNhs(text: string): boolean {
  if (!/^\d{10}$/.test(text) || !notAllSame(text)) return false
  const check = 11 - (weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check === 11 ? 0 : check) === Number(text[9])
}

/** CPF, 11 digits, two check digits modulo 11. */
export function isCpf(text: string): boolean {
  if (!/^\d{11}$/.test(text) || !notAllSame(text)) return false
  const check = (length: number) => ((weighted(text, Array.from({ length }, (_, at) => length + 1 - at)) * 10) % 11) % 10
  return check(9) === Number(text[9]) && check(10) === Number(text[10])
}

/** DNI and NIE: the letter at the remainder of 23. */
export function isDni(text: string): boolean {
  const found = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(text)
  if (!found || (found[1] === '') !== (found[2]?.length === 8)) return false
  const number = Number(`${found[1] === '' ? '' : 'XYZ'.indexOf(found[1] as string)}${found[2]}`)
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === found[3]
}

const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** Codice fiscale, 16 characters: places counted from 1, the odd ones by a table, modulo 26. */
export function isCodiceFiscale(text: string): boolean {
  if (!/^[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]$/.test(text)) return false
  let sum = 0
  for (let at = 0; at < 15; at++) {
    const character = text[at] as string
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    sum += at % 2 === 0 ? (oddValues[value] as number) : value
  }
  return String.fromCharCode(65 + (sum % 26)) === text[15]
}

/** Numéro de sécurité sociale, 15 characters: 97 less the remainder of the first thirteen; Corsica counts as 19 and 18. */
export function isNir(text: string): boolean {
  if (!/^[12]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{8}$/.test(text)) return false
  const number = BigInt(text.slice(0, 13).replace('2A', '19').replace('2B', '18'))
  return 97n - (number % 97n) === BigInt(text.slice(13))
}

/** Rijksregisternummer, 11 digits: 97 less the remainder of the first nine, with a 2 before them from 2000 on. */
export function isBelgian(text: string): boolean {
  if (!/^\d{11}$/.test(text) || !isDay(Number(text.slice(2, 4)), Number(text.slice(4, 6)))) return false
  const check = Number(text.slice(9))
  return [text.slice(0, 9), `2${text.slice(0, 9)}`].some((number) => 97 - (Number(number) % 97) === check)
}

/** Steuer-Identifikationsnummer, 11 digits: ISO/IEC 7064, MOD 11,10. */
export function isSteuerId(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false
  let product = 10
  for (const digit of text.slice(0, 10)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === Number(text[10])
}

/** Personnummer, 10 digits or 12 with the century: birth date, Luhn over the last ten. */
export function isPersonnummer(text: string): boolean {
  if (!/^(\d{2})?\d{10}$/.test(text)) return false
  const short = text.slice(-10)
  return isDay(Number(short.slice(2, 4)), Number(short.slice(4, 6))) && isLuhn(short)
}

/** Henkilötunnus without its sign of the century is not one: DDMMYY, sign, three digits, a character at the remainder of 31. */
export function isHetu(text: string): boolean {
  const found = /^(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(text)
  return found !== null && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${found[1]}${found[2]}`) % 31] === found[3]
}

/** Social security number of the United States: no check digit, so only as it is written, with its hyphens. */
export const isSsn = (text: string): boolean => /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text)
