import * as z from 'zod'
import { instant, procedure } from './procedure.ts'

/** Whether MLflow's clients are answered on this computer, for the workspace that is open. */
export const mlflowState = z.object({
  on: z.boolean(),
  /** As MLFLOW_TRACKING_URI; null while it is off. */
  address: z.string().nullable(),
  /** In whose name clients write: whoever turned it on. */
  person: z.string().nullable(),
  /** Clients have to know the token. */
  token: z.boolean(),
  /** Since it was turned on. */
  requests: z.number().int(),
  /** As it names itself. */
  lastClient: z.string().nullable(),
  lastAt: instant.nullable(),
  /** It was on when the workspace was last closed, and goes on in the name of whoever signs in next. */
  waits: z.boolean(),
  /** Why it is not on although it was to go on. */
  problem: z.string().nullable(),
})
export type MlflowState = z.infer<typeof mlflowState>

export const mlflowContract = {
  state: procedure.output(mlflowState),
  /** `secret`: the token, told this once and kept nowhere; null where none is asked for. */
  turnOn: procedure.input(z.object({ token: z.boolean().default(false) })).output(mlflowState.extend({ secret: z.string().nullable() })),
  turnOff: procedure.output(mlflowState),
}
