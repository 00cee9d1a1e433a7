import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const standIn = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href

// Both `import … from 'electron'` and `require('electron')` come through here.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    if (process.env['STANDIN_UTILITY']) throw new Error('stand-in: the core may not import electron')
    return { url: standIn, shortCircuit: true }
  },
})

Object.defineProperty(process.versions, 'electron', { value: '45.4.1' })
const argv = process.env['STANDIN_ARGV']
if (argv !== undefined && !process.env['STANDIN_UTILITY']) process.argv.splice(0, process.argv.length, ...(JSON.parse(argv) as string[]))
