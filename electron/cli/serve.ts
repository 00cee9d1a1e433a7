import type { Command } from 'commander'
import { parseWhole } from './arguments.ts'
import type { Terminal } from './session.ts'

export function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('Serves the app to this computer\'s browser on 127.0.0.1 until it is stopped with Ctrl-C.')
    .option('--port <n>', 'a fixed port instead of a free one', (text) => parseWhole('--port', text, 1))
    .option('--no-open', 'print the address and open no browser')
    .action(async (options: { port?: number; open: boolean }, command: Command) => {
      void [options, command, terminal]
    })
}
