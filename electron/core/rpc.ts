import { ORPCError } from '@orpc/client'
import { ValidationError, type AnyContractProcedure } from '@orpc/contract'
import { implement, type AnyRouter } from '@orpc/server'
import type { StandardHandlerOptions } from '@orpc/server/standard'
import type { Call, Handlers } from '../../shared/contract/handlers.ts'
import { AppError, isErrorCode, type ErrorCode } from '../../shared/errors.ts'
import { isStream, translateStream } from '../../shared/streams.ts'
import type { Session } from './sessions.ts'

type Contract = Record<string, Record<string, AnyContractProcedure>>
export type Router = AnyRouter
export type RpcContext = { session: Session }

/** Asked at each call, so that a module may answer for another workspace than a moment ago. */
export type HandlersOf<C extends Contract> = { [M in keyof C]: (session: Session) => Handlers<C[M]> }

export type CallFor = (context: RpcContext, signal: AbortSignal | undefined) => Call

const statuses: Record<ErrorCode, number> = {
  BAD_INPUT: 400,
  NOT_SIGNED_IN: 401,
  FORBIDDEN: 403,
  WRONG_PASSPHRASE: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  NO_WORKSPACE: 409,
  READ_ONLY: 409,
  UNSUPPORTED_FORMAT: 422,
  FILE_UNREADABLE: 422,
  BUSY: 423,
  LOCKED_OUT: 429,
  CANCELLED: 499,
  INTERNAL: 500,
  LEDGER_UNSAFE: 500,
  DISK_FULL: 507,
}

const internalSentence = 'Something went wrong inside Countersign. The details are in its log; nothing more was done.'
const unreadableRequest = 'The request could not be read: it is not in the form that this version of Countersign expects. Reload the window.'

/** Turns the modules' handlers into a router for both transports. Errors leave it as `toWireError` says. */
export function createRouter<const C extends Contract>(contract: C, handlersOf: HandlersOf<C>, callFor: CallFor): Router {
  const modules = Object.entries(contract).map(([module, procedures]) => {
    const handlers = Object.keys(procedures).map((name) => {
      const procedure = implement(procedures[name] as AnyContractProcedure).$context<RpcContext>()
      return [
        name,
        procedure.handler(({ input, context, signal }) => {
          // The contract's types are checked where `handlersOf` is written; here the names are only strings.
          const handler = handlersOf[module as keyof C](context.session)[name as never] as (input: unknown, call: Call) => unknown
          return handler(input, callFor(context, signal))
        }),
      ] as const
    })
    return [module, Object.fromEntries(handlers)] as const
  })
  return Object.fromEntries(modules)
}

/** The handler options that both transports share: every failure becomes a code and a sentence. `report` hears of bugs. */
export function rpcOptions(report: (error: unknown) => void): StandardHandlerOptions<RpcContext> {
  return {
    clientInterceptors: [
      async (call) => {
        const translate = (error: unknown) => (call.signal?.aborted ? wireError('CANCELLED', 'The request was withdrawn.') : toWireError(error, report))
        try {
          const output: unknown = await call.next()
          return isStream(output) ? translateStream(output, translate) : output
        } catch (error) {
          throw translate(error)
        }
      },
    ],
    interceptors: [
      async (call) => {
        try {
          return await call.next()
        } catch (error) {
          if (error instanceof ORPCError) throw error
          // Failures of the call itself are translated above; what arrives here could not be decoded.
          throw wireError('BAD_INPUT', unreadableRequest)
        }
      },
    ],
  }
}

/** What a transport answers where no procedure was reached, in the form that the client decodes. */
export function refusal(code: ErrorCode, sentence: string): { status: number; body: { json: unknown } } {
  const error = wireError(code, sentence)
  return { status: error.status, body: { json: error.toJSON() } }
}

/** An AppError keeps code and sentence; refused input becomes BAD_INPUT; anything else is reported and says nothing. */
export function toWireError(error: unknown, report: (error: unknown) => void): ORPCError<string, unknown> {
  if (error instanceof AppError) return wireError(error.code, error.message)
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code)) return error
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) return wireError('BAD_INPUT', toSentence(error.cause))
  }
  report(error)
  return wireError('INTERNAL', internalSentence)
}

function wireError(code: ErrorCode, message: string): ORPCError<string, unknown> {
  return new ORPCError(code, { status: statuses[code], message })
}

/** `person.email: must be an e-mail address such as ana@example.org` for each refused field. */
function toSentence(error: ValidationError): string {
  const fields = error.issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
    const field = path.reduce<string>((name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`), '')
    const problem = issue.message.endsWith('received undefined') ? 'is missing' : issue.message
    return `${field === '' ? 'input' : field}: ${problem}`
  })
  return `Not accepted. ${fields.join('; ')}.`
}
