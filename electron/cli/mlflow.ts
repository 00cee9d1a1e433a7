import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import type { Endpoint, EndpointOptions } from '../core/mlflow/server.ts'
import { createLog } from '../platform/log.ts'
import { findStateDir } from '../platform/state-dir.ts'
import { readPassphrase } from './passphrase.ts'
import { parsePort, stopped } from './serve.ts'
import { inWorkspace, type Terminal } from './session.ts'

/** MLflow's own; what scripts have in them already. */
const usualPort = 5000

export function addMlflow(program: Command, terminal: Terminal): void {
  const group = program.command('mlflow').description("MLflow's clients log into this workspace")
  group
    .command('serve')
    .description(`Answers MLflow's clients on 127.0.0.1 until Ctrl-C; what they log is written in the name of whoever acts. Port ${usualPort}, or a free one where that is taken.`)
    .option('--port <n>', 'this port and no other', parsePort)
    .option('--token', 'clients have to know a token, made anew and printed')
    .action((options: { port?: number; token?: true }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const person = actor()
        await workspace.identity.signIn(person, await readPassphrase(person))
        const token = options.token ? randomBytes(24).toString('base64url') : null
        const { report } = createLog(findStateDir())
        const endpoint = await open({ workspace: () => workspace, person: () => person, token, report }, options.port)
        try {
          sayWhere(terminal, endpoint, person, token)
          await stopped()
        } finally {
          await endpoint.close()
        }
      }),
    )
}

async function open(options: Omit<EndpointOptions, 'port'>, port: number | undefined): Promise<Endpoint> {
  const { serveMlflow } = await import('../core/mlflow/server.ts')
  try {
    return await serveMlflow({ ...options, port: port ?? usualPort })
  } catch (error) {
    if (port !== undefined || !(error instanceof AppError && error.code === 'BUSY')) throw error
    return serveMlflow({ ...options, port: 0 })
  }
}

function sayWhere({ output }: Terminal, { address, port }: Endpoint, person: string, token: string | null): void {
  const lines = [`export MLFLOW_TRACKING_URI=${address}`, ...(token === null ? [] : [`export MLFLOW_TRACKING_TOKEN=${token}`])]
  output.result(
    { address, port, token, person },
    `MLflow's clients log into this workspace in the name of ${person}, until Ctrl-C. Where they run:\n\n${lines.join('\n')}`,
  )
}
