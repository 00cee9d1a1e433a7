import { spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Takes the command line that Electron takes (also the one that Playwright's `_electron.launch` writes) and runs the app's
 * main file in Node, with `electron` replaced. Switches before the app are Chromium's, those after it the app's own.
 */
const argv = process.argv.slice(2)
const preloads: string[] = []
const nodeFlags: string[] = []
const switches: string[] = []
let app = ''
const rest: string[] = []
for (let at = 0; at < argv.length; at++) {
  const argument = argv[at] as string
  if (argument === '-r') preloads.push('-r', argv[++at] as string)
  else if (app !== '') rest.push(argument)
  else if (argument.startsWith('--inspect')) nodeFlags.push(argument)
  else if (argument.startsWith('--')) switches.push(argument)
  else app = resolve(argument)
}
if (app === '' || !statSync(app).isDirectory()) throw new Error('stand-in: name the folder of an app')
const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { main: string }

const file = (name: string) => join(import.meta.dirname, name)
// `-r` files run in order: ours first, so that Playwright's loader already finds the replacement.
const child = spawn(process.execPath, [...nodeFlags, '-r', file('register.ts'), ...preloads, file('boot.ts'), ...rest], {
  stdio: 'inherit',
  env: {
    ...process.env,
    STANDIN_ARGV: JSON.stringify([process.argv[1], ...argv]),
    STANDIN_SWITCHES: JSON.stringify(switches),
    STANDIN_APP: app,
    STANDIN_MAIN: join(app, main),
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
