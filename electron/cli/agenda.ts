import { resolve } from 'node:path'
import type { Command } from 'commander'
import { countAgenda } from '../../shared/agenda.ts'
import { parseWhole } from './arguments.ts'
import { toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

const whose = { me: 'you', others: 'others', all: 'date' } as const

export function addAgenda(program: Command, terminal: Terminal): void {
  program
    .command('agenda')
    .description('What waits for whoever acts (--as) and for others, and which approvals end and checks are due.')
    .option('--days <n>', 'how far ahead to look', (text) => parseWhole('--days', text, 1), 90)
    .option('--ics <file>', 'also write what has a day as a calendar file')
    .option('--names', 'with models, people and reasons in the calendar file, not only names of records')
    .action((options: { days: number; ics?: string; names?: true }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { inventory }, reader }) => {
        const { days } = options
        const me = reader()
        const items = inventory.agenda(me, days)
        const saved = options.ics === undefined ? null : inventory.saveAgenda(me, { days, names: options.names ?? false, out: resolve(options.ics) })
        const table = items.length === 0 ? [] : [toTable(['for', 'day', '', 'what'], items.map((item) => [whose[item.for], item.day ?? '', item.late ? 'late' : '', item.sentence])), '']
        terminal.output.result(items, [...table, `${countAgenda(items, days)}.`, ...(saved === null ? [] : [`Written to ${saved.path}`])].join('\n'))
      }),
    )
}
