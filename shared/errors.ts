/**
 * Every failure a person can act on. The union is closed: a code outside it is a bug and leaves the core as INTERNAL.
 * Anything that is not an AppError is logged with its stack and never shown.
 */
export const errorCodes = [
  'BAD_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'WRONG_PASSPHRASE',
  'LOCKED_OUT',
  'NOT_SIGNED_IN',
  'NO_WORKSPACE',
  'READ_ONLY',
  'UNSUPPORTED_FORMAT',
  'FILE_UNREADABLE',
  'DISK_FULL',
  'BUSY',
  'CANCELLED',
  'LEDGER_UNSAFE',
  'INTERNAL',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A sentence for a person: what is wrong, where, and what to do. Crosses every transport unchanged. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options)
    this.code = code
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value)
}
