import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import type { Endpoint } from '../core/mlflow/server.ts'
import { usualPort } from '../core/mlflow/usual-port.ts'
import { createLog } from '../platform/log.ts'
import { findStateDir } from '../platform/state-dir.ts'
import { readPassphrase } from './passphrase.ts'
import { parsePort, stopped } from './serve.ts'
import { inWorkspace, type Terminal } from './session.ts'

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
        const [{ digestOf }, { serveSomewhere }] = await Promise.all([import('../core/mlflow/guard.ts'), import('../core/mlflow/ports.ts')])
        const tokenSha256 = token === null ? null : digestOf(token)
        const endpoint = await serveSomewhere({ workspace: () => workspace, person: () => person, tokenSha256, report }, options.port)
        try {
          sayWhere(terminal, endpoint, person, token)
          await stopped()
        } finally {
          await endpoint.close()
        }
      }),
    )
}

function sayWhere({ output }: Terminal, { address, port }: Endpoint, person: string, token: string | null): void {
  const lines = [`export MLFLOW_TRACKING_URI=${address}`, ...(token === null ? [] : [`export MLFLOW_TRACKING_TOKEN=${token}`])]
  output.result(
    { address, port, token, person },
    `MLflow's clients log into this workspace in the name of ${person}, until Ctrl-C. Where they run:\n\n${lines.join('\n')}`,
  )
}
