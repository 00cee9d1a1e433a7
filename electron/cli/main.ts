#!/usr/bin/env node
import { keepMemorySmall } from '../platform/memory.ts'

// Ahead of every import that reaches better-sqlite3: its binary crashes the process on an older Node-API.
if (Number(process.versions.napi) < 10) {
  process.stderr.write(`Countersign needs Node 22.14 or newer; this is ${process.version}. In a checkout, run it as: npm run -s countersign -- …\n`)
  process.exit(2)
}

// npm runs scripts in the package folder; what a person types is meant from where they stand.
if (process.env['npm_lifecycle_event'] === 'countersign' && process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD'])

if (process.argv[2] === 'serve') keepMemorySmall()
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2))
