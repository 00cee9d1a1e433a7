import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { mlflowContract } from '../../../shared/contract/mlflow.ts'
import type { MlflowSwitch } from './switch.ts'

export const mlflowHandlers = (mlflow: MlflowSwitch): Handlers<typeof mlflowContract> => ({
  state: () => mlflow.state(),
  turnOn: ({ token }, call) => mlflow.turnOn(call.actor(), token),
  turnOff(_input, call) {
    call.actor()
    return mlflow.turnOff()
  },
})
