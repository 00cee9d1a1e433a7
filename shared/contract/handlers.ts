import type { AnySchema, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Job } from './workspace.ts'

/** What a long act may use: it reports progress and stops when told to. */
export interface Work {
  readonly signal: AbortSignal
  progress(done: number, total: number | null, note: string): void
}

/** The circumstances of one call: who acts, and a way to start long work outside the call. */
export interface Call {
  /** E-mail of the person acting in this window; throws NOT_SIGNED_IN where nobody is. */
  actor(): string
  /** The same for screens that anybody may read. */
  actorOrNull(): string | null
  readonly signal: AbortSignal | undefined
  startJob(kind: Job['kind'], title: string, run: (work: Work) => Promise<unknown>): { job: string }
}

/** The functions that a module's `rpc.ts` has to provide for its part of the contract: parsed input in, output out. */
export type Handlers<C> = {
  [K in keyof C]: C[K] extends ContractProcedure<infer I extends AnySchema, infer O extends AnySchema, infer _E, infer _M>
    ? (input: InferSchemaOutput<I>, call: Call) => InferSchemaInput<O> | Promise<InferSchemaInput<O>>
    : never
}
