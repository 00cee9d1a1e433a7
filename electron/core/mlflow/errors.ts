import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import { FilterError } from '../../../shared/mlflow-filter/error.ts'

/** Names that MLflow's clients know, each with its status: clients retry 429 and most of 5xx for minutes, so nothing permanent has one of them. */
const statuses = {
  INVALID_PARAMETER_VALUE: 400,
  BAD_REQUEST: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  TEMPORARILY_UNAVAILABLE: 503,
  INTERNAL_ERROR: 500,
} as const
export type MlflowCode = keyof typeof statuses

/** What a client is told, in its own words. */
export class MlflowError extends Error {
  readonly code: MlflowCode

  constructor(code: MlflowCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

const codes: Partial<Record<ErrorCode, MlflowCode>> = {
  BAD_INPUT: 'INVALID_PARAMETER_VALUE',
  NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  CONFLICT: 'INVALID_PARAMETER_VALUE',
  FORBIDDEN: 'PERMISSION_DENIED',
  NOT_SIGNED_IN: 'UNAUTHENTICATED',
  READ_ONLY: 'PERMISSION_DENIED',
  // The other program is done in a moment: the client comes back by itself.
  BUSY: 'TEMPORARILY_UNAVAILABLE',
}

/** Anything that is no sentence for the client is a bug: it is reported, and the client hears no details. */
export function toAnswer(error: unknown, report: (error: unknown) => void): { status: number; body: { error_code: string; message: string } } {
  const known = translate(error)
  if (known === null) report(error)
  const { code, message } = known ?? { code: 'INTERNAL_ERROR' as const, message: 'Countersign failed at this request; its log says how. Nothing was half-written.' }
  return { status: statuses[code], body: { error_code: code, message } }
}

function translate(error: unknown): { code: MlflowCode; message: string } | null {
  if (error instanceof MlflowError) return error
  if (error instanceof FilterError) return { code: 'INVALID_PARAMETER_VALUE', message: error.message }
  if (!(error instanceof AppError)) return null
  if (error.code === 'INTERNAL') return null
  return { code: codes[error.code] ?? 'BAD_REQUEST', message: error.message }
}
