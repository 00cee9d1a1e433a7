import { pathToFileURL } from 'node:url'
import { becomeReady } from './app.ts'
import { startChromium } from './chromium.ts'

// As Electron does: `ready` comes only after the main file has been evaluated, so awaiting it at the top level hangs.
await import(pathToFileURL(process.env['STANDIN_MAIN'] as string).href)
const address = await startChromium()
// What Playwright waits for on standard error.
process.stderr.write(`\nDevTools listening on ${address}\n`)
becomeReady()
