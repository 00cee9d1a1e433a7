import { AppError } from '../errors.ts'

/** A filter or an order that can not be read: the message is MLflow's own, and the place is where a person looks in what they wrote. */
export class FilterError extends AppError {
  /** First character that is wrong, and the one after the last. */
  readonly from: number
  readonly to: number

  constructor(message: string, { from, to }: { from: number; to: number }) {
    super('BAD_INPUT', message)
    this.from = from
    this.to = to
  }
}

/** Texts as Python's repr() writes them, which MLflow's messages quote. */
export const toRepr = (text: string): string =>
  text.includes("'") && !text.includes('"') ? `"${escape(text)}"` : `'${escape(text).replaceAll("'", "\\'")}'`
const escape = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')

export const toList = (texts: readonly string[]): string => `[${texts.map(toRepr).join(', ')}]`
export const toTuple = (texts: readonly string[]): string => `(${texts.map(toRepr).join(', ')})`
/** A set, in our order: Python's changes from run to run. */
export const toSet = (texts: readonly string[]): string => `{${texts.map(toRepr).join(', ')}}`
