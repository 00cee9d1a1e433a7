import { resolve } from 'node:path'
import type { Command } from 'commander'
import { backupsContract, type BackupState, type NotedBackup, type Standing } from '../../shared/contract/backups.ts'
import { AppError } from '../../shared/errors.ts'
import { parseWhole } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { createWork, inWorkspace, type Terminal } from './session.ts'

const load = () => Promise.all([import('../core/backups/service.ts'), import('../core/backups/restoring.ts'), import('../core/machine.ts')])

export function addBackup(program: Command, terminal: Terminal): void {
  addMake(program, terminal)
  addRestore(program, terminal)
  const group = program.command('backups').description('the backups that this computer knows of, and their schedule')
  addList(group, terminal)
  addSchedule(group, terminal)
}

function addMake(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .description('Writes the whole workspace into one file, reads it back and verifies it. Keys are not in it, and neither is the log key.')
    .argument('<file>', 'the file to write; best on another disk')
    .action((file: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, work }) => {
        const [{ createBackups }, , { createMachine }] = await load()
        const made = await createBackups(workspace, createMachine()).make((await toInput(backupsContract.make, { file: resolve(file) })).file, 'person', work)
        terminal.output.result(made, toFields([['Backup', made.path], ['Entries', String(made.size)], ['Root', made.root], ['Bytes', String(made.bytes)], ['SHA-256', made.sha256]]))
      }),
    )
}

function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .description('Verifies a backup and places it in a new or empty folder. Says what is newer than the backup, and exits with 1 where something is.')
    .argument('<file>', 'the backup')
    .argument('<dir>', 'the folder of the restored workspace')
    .action(async (file: string, dir: string) => {
      const [, { restoreBackup }, { createMachine }] = await load()
      const input = await toInput(backupsContract.restore, { file: resolve(file), dir: resolve(dir) })
      const restored = await restoreBackup(input, createMachine(), createWork(terminal.output))
      const rows: [string, string][] = [['Workspace', restored.dir], ['Ledger', restored.origin], ['Entries', String(restored.size)], ['Root', restored.root], ['Log key', restored.logKeyHere ? 'on this computer' : 'not on this computer: import it to go on here']]
      terminal.output.result(restored, `${toFields(rows)}\n\n${toText(restored.standing)}`)
      terminal.exit(restored.standing.state === 'behind' || restored.standing.state === 'forked' ? 1 : 0)
    })
}

/** How a copy stands to what this computer saw, and where something newer is. */
export function toText({ state, sentence, newer }: Standing): string {
  const lines = newer.map(({ kind, path, size }) => `  ${kind === 'workspace' ? 'workspace' : 'backup'} ${path}, ${size} entries`)
  const ways = state === 'behind' ? '\nOpen or restore the newer one; where it is lost for good, two people can begin a successor ("countersign successor").' : ''
  return [sentence, ...(lines.length > 0 ? ['Newer on this computer:', ...lines] : [])].join('\n') + ways
}

function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists the backups of this workspace that were made on this computer, and says whether another one is due. Exits with 1 where it is.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const [{ createBackups }, , { createMachine }] = await load()
        const state = createBackups(workspace, createMachine()).state()
        terminal.output.result(state, toList(state))
        return state.reminder === null ? 0 : 1
      }),
    )
}

const toRow = ({ at, size, bytes, by, present, path }: NotedBackup) => [at, String(size), String(bytes), by, present ? 'there' : 'not there now', path]

function toList(state: BackupState): string {
  const table = toTable(['made', 'entries', 'bytes', 'by', 'file', 'path'], state.backups.map(toRow))
  const { every, folder, keep } = state.settings
  const schedule = every === 'off' ? 'No schedule.' : `Every ${every} into ${folder ?? ''}, the newest ${keep} are kept. Next: ${state.nextAt ?? ''}.`
  return [state.backups.length === 0 ? 'No backup was made on this computer.' : table, schedule, ...(state.reminder ? [state.reminder] : [])].join('\n\n')
}

interface Schedule {
  every: string
  folder?: string
  keep?: number
  remind?: number
}

function parseEvery(text: string): string {
  if (['day', 'week', 'off'].includes(text)) return text
  throw new AppError('BAD_INPUT', `--every is day, week or off; "${text}" is none of these.`)
}

function addSchedule(group: Command, terminal: Terminal): void {
  group
    .command('schedule')
    .description('Sets how often the app makes a backup by itself while it is open, and after how many days it reminds of one.')
    .requiredOption('--every <day|week|off>', 'how often', parseEvery)
    .option('--folder <dir>', 'where they go')
    .option('--keep <n>', 'how many scheduled ones stay', (text) => parseWhole('--keep', text, 1))
    .option('--remind <days>', 'after how many days without a backup to remind', (text) => parseWhole('--remind', text, 1))
    .action((options: Schedule, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const [{ createBackups }, , { createMachine }] = await load()
        const backups = createBackups(workspace, createMachine())
        const { settings } = backups.state()
        const folder = options.folder === undefined ? settings.folder : resolve(options.folder)
        const typed = { every: options.every, folder, keep: options.keep ?? settings.keep, remindAfterDays: options.remind ?? settings.remindAfterDays }
        const state = backups.changeSettings(await toInput(backupsContract.changeSettings, typed))
        terminal.output.result(state, toList(state))
      }),
    )
}
