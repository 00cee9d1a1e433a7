import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import type { Terminal } from './session.ts'

export function addNotices(program: Command, terminal: Terminal): void {
  program
    .command('notices')
    .description('Says or sets whether the app tells at its start and daily, on the desktop of this computer, what waits and what ends.')
    .argument('[on|off]', 'whether it does')
    .option('--names', 'with models, people and reasons, which may be read on a locked screen; without it only how many')
    .action(async (wanted: string | undefined, options: { names?: boolean }) => {
      if (wanted !== undefined && wanted !== 'on' && wanted !== 'off') throw new AppError('BAD_INPUT', `Notices are on or off; "${wanted}" is neither.`)
      const [{ createNotices }, { createMachine }] = await Promise.all([import('../core/notices.ts'), import('../core/machine.ts')])
      const notices = createNotices(createMachine())
      if (wanted !== undefined) notices.change({ on: wanted === 'on', names: options.names ?? false })
      const settings = notices.settings('electron')
      terminal.output.result(settings, settings.on ? `Notices are on, ${settings.names ? 'with names and reasons' : 'without names'}.` : 'Notices are off.')
    })
}
