import { ORPCError, type ClientLink } from '@orpc/client'
import { AppError, isErrorCode } from '../../shared/errors.ts'
import { isStream, translateStream } from '../../shared/streams.ts'

type Context = Record<never, never>
export type Link = ClientLink<Context>

const closedConnection =
  'The connection to the core of Countersign was lost before it answered. What was asked may or may not have been done: look at the ledger before you try again.'

/** Everything that a call may end with, as the error of the design: the core's own sentence where it sent one. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ORPCError) {
    const code: unknown = error.code
    return new AppError(isErrorCode(code) ? code : 'INTERNAL', error.message, { cause: error })
  }
  return new AppError('INTERNAL', closedConnection, { cause: error })
}

/** Translates failures of calls and of streams. An abort by the caller passes through: it is not a failure. */
export function withAppErrors(link: Link): Link {
  return {
    async call(path, input, options) {
      const translate = (error: unknown) => (options.signal?.aborted ? error : toAppError(error))
      try {
        const output = await link.call(path, input, options)
        return isStream(output) ? translateStream(output, translate) : output
      } catch (error) {
        throw translate(error)
      }
    },
  }
}
