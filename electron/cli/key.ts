import { resolve } from 'node:path'
import type { Command } from 'commander'
import { custodyContract, type LogKeyState } from '../../shared/contract/custody.ts'
import { identityContract } from '../../shared/contract/identity.ts'
import { AppError } from '../../shared/errors.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { readNewPassphrase, readPassphrase } from './passphrase.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

const load = () => Promise.all([import('../core/custody.ts'), import('../core/machine.ts')])

export function addKey(program: Command, terminal: Terminal): void {
  const group = program.command('key').description("people's keys and the ledger's own: revoke, rotate, take to another computer")
  addList(group, terminal)
  addRevoke(group, terminal)
  addExport(group, terminal)
  addImport(group, terminal)
  group
    .command('rotate')
    .description('Gives the ledger a new log key. Whoever acts (--as) signs it, beside the old key and the new one.')
    .requiredOption('--reason <text>', 'why')
    .action((options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const [{ rotateLogKey, toLogKeyState }, { createMachine }] = await load()
        const signer = actor()
        await rotateLogKey(workspace, signer, await toInput(custodyContract.rotateLogKey, { reason: options.reason, passphrase: await readPassphrase(signer) }))
        showLogKey(terminal, toLogKeyState(workspace, createMachine()))
      }),
    )
}

function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists every key that a person had: since when it signs, and what ended it.')
    .argument('<email>', 'whose keys')
    .action((email: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const keys = workspace.identity.keys((await toInput(identityContract.keys, { email })).email)
        const rows = keys.map(({ fingerprint, since, until }) => [fingerprint, `entry ${since.seq}, ${since.at}`, until ? `${until.how} by ${until.by} in entry ${until.seq}, ${until.at}: ${until.reason}` : 'in use'])
        terminal.output.result(keys, toTable(['key', 'since', 'until'], rows))
      }),
    )
}

function addRevoke(group: Command, terminal: Terminal): void {
  group
    .command('revoke')
    .description('Ends a key: it signs nothing any more, and what it signed before stays valid. Whoever acts (--as) signs that; one may revoke one’s own.')
    .argument('<email>', 'whose key')
    .requiredOption('--reason <text>', 'why')
    .action((email: string, options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const signer = actor()
        const typed = { email, reason: options.reason, passphrase: await readPassphrase(signer) }
        const person = await workspace.identity.revokeKey(signer, await toInput(identityContract.revokeKey, typed))
        terminal.output.result({ person: person.email, revoked: person.revoked }, toFields([['Person', `${person.name} <${person.email}>`], ['Key', `${person.fingerprint}, revoked by entry ${person.revoked?.seq}`]]))
      }),
    )
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Writes a person’s key, encrypted as it is, to a file for their other computer. Their passphrase (COUNTERSIGN_PASSPHRASE) is proved first.')
    .argument('<email>', 'whose key')
    .argument('<file>', 'the file to write')
    .action((email: string, file: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const { email: owner } = workspace.identity.person(email.trim().toLowerCase())
        const input = await toInput(identityContract.exportKey, { file: resolve(file), passphrase: await readPassphrase(owner) })
        const written = await workspace.identity.exportKey(owner, input)
        terminal.output.result({ person: owner, ...written }, toFields([['Key file', written.file], ['Key', written.fingerprint]]))
      }),
    )
}

function addImport(group: Command, terminal: Terminal): void {
  group
    .command('import')
    .description('Takes a key file that its owner exported on another computer. It must open with COUNTERSIGN_PASSPHRASE and hold the key that is enrolled.')
    .argument('<file>', 'the key file')
    .action((file: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const input = await toInput(identityContract.importKey, { file: resolve(file), passphrase: await readPassphrase(`the key in ${file}`) })
        const person = await workspace.identity.importKey(input)
        terminal.output.result({ person: person.email, fingerprint: person.fingerprint, keyHere: person.keyHere }, toFields([['Person', `${person.name} <${person.email}>`], ['Key', `${person.fingerprint}, on this computer now`]]))
      }),
    )
}

/** `ledger key show|export|import`: the key that signs the ledger's checkpoints. */
export function addLedgerKey(group: Command, terminal: Terminal): void {
  const key = group.command('key').description('the key that signs the checkpoints of this ledger: where it is, and how it gets to another computer')
  const withState = (command: Command, act: (session: Session) => Promise<void>) =>
    inWorkspace(terminal, command, async (session) => {
      await act(session)
      const [{ toLogKeyState }, { createMachine }] = await load()
      showLogKey(terminal, toLogKeyState(session.workspace, createMachine()))
    })
  key
    .command('show')
    .description('Says where the log key is, what protects it there, and which keys there were.')
    .action((_options: object, command: Command) => withState(command, async () => {}))
  key
    .command('export')
    .description('Writes the log key, encrypted under COUNTERSIGN_NEW_PASSPHRASE. Keep that file apart from the workspace.')
    .argument('<file>', 'the file to write')
    .option('--move', 'remove it here: this copy of the ledger takes no more entries, it goes on where the key is imported')
    .action((file: string, options: { move?: boolean }, command: Command) =>
      withState(command, async ({ workspace, reader }) => {
        const [{ exportTheLogKey }, { createMachine }] = await load()
        const passphrase = await readNewPassphrase('the log key', { orOwn: false })
        const actor = reader() ?? workspace.identity.people()[0]?.email
        if (actor === undefined) throw new AppError('NOT_FOUND', 'Nobody is enrolled in this workspace.')
        await exportTheLogKey(workspace, actor, await toInput(custodyContract.exportLogKey, { file: resolve(file), passphrase, move: options.move }), createMachine())
      }),
    )
  key
    .command('import')
    .description('Takes a log key that was exported on another computer, with COUNTERSIGN_PASSPHRASE. From then on this computer continues the ledger.')
    .argument('<file>', 'the file')
    .action((file: string, _options: object, command: Command) =>
      withState(command, async ({ workspace }) => {
        const [{ importTheLogKey }, { createMachine }] = await load()
        const passphrase = await readPassphrase(`the log key in ${file}`)
        await importTheLogKey(workspace, await toInput(custodyContract.importLogKey, { file: resolve(file), passphrase }), createMachine())
      }),
    )
}

function showLogKey(terminal: Terminal, state: LogKeyState): void {
  const rows = state.history.map(({ seq, at, by, fingerprint, reason }) => [String(seq), at, by, fingerprint, reason])
  const head = toFields([['Log key', state.vkey], ['Fingerprint', state.fingerprint], ['Where', state.path ?? 'not on this computer']])
  terminal.output.result(state, [head, state.sentence, toTable(['since', 'at', 'by', 'fingerprint', 'why'], rows)].join('\n\n'))
}
