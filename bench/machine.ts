import { cpus, loadavg } from 'node:os'
import { basename } from 'node:path'

/** What a figure can not do without: the machine, what else it was doing, and the command that prints it again. */
export function printMachine(script: string, ...given: readonly (string | number)[]): void {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  console.log(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC · ${model}, ${cpus().length} threads · Node ${process.version} · load before: ${loadavg()[0]!.toFixed(1)}`)
  console.log(`npx node bench/${script.includes('/') ? script : basename(script)} ${given.join(' ')}\n`)
}
