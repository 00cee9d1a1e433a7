import type { Experiments, LoggedModels } from '../../domain/experiments/service.ts'
import type { Params } from './request.ts'

/** What a request acts with. */
export interface Caller {
  experiments: Experiments
  models: LoggedModels
  /** In whose name the entries are written. */
  person: string
  /** How the program names itself, from its `User-Agent`. */
  client: string | null
}

export type Handler = (params: Params, caller: Caller) => object | Promise<object>
/** By verb and path below `/api/2.0/mlflow/`. */
export type Routes = Readonly<Record<string, Handler>>
