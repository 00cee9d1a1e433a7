import { resolve } from 'node:path'
import type { Command } from 'commander'
import { workspaceContract } from '../../shared/contract/workspace.ts'
import { parsePerson, parseRoles } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readNewPassphrase } from './passphrase.ts'
import type { Terminal } from './session.ts'

interface Options {
  name: string
  person: { name: string; email: string }
  roles: string[]
  policy?: string
}

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('make a workspace and enrol its first person')
    .description('Makes a workspace in a folder that is new or empty. The first person gets a key on this computer; its passphrase can not be recovered.')
    .argument('<dir>', 'the folder of the new workspace')
    .requiredOption('--name <text>', 'what the workspace is called')
    .requiredOption('--person <person>', 'the first person, written "Name <email>"', parsePerson)
    .requiredOption('--roles <roles>', 'their roles, separated by commas', parseRoles)
    .option('--policy <name>', 'what sign-off it starts with: two-person or tiered (two-person)')
    .action(async (dir: string, options: Options) => {
      const passphrase = await readNewPassphrase(options.person.email, { orOwn: true })
      const person = { ...options.person, roles: options.roles, passphrase }
      const input = await toInput(workspaceContract.create, { dir: resolve(dir), name: options.name, person, policy: options.policy })
      const [{ createWorkspace }, { createMachine }] = await Promise.all([import('../core/workspace.ts'), import('../core/machine.ts')])
      const workspace = await createWorkspace(input, createMachine())
      try {
        const { ledger } = workspace
        const first = workspace.identity.person(input.person.email)
        terminal.output.result(
          { workspace: workspace.dir, name: ledger.name, origin: ledger.origin, policy: input.policy, person: first.email, fingerprint: first.fingerprint },
          toFields([
            ['Workspace', workspace.dir],
            ['Ledger', ledger.origin],
            ['Policy', workspace.policies.current().policy.title],
            ['First person', `${first.name} <${first.email}>`],
            ['Key', first.fingerprint],
          ]),
        )
      } finally {
        workspace.close()
      }
    })
}
