import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { surroundings, type Environment } from './environments.ts'

export interface Day {
  passed: number
  failures: { step: string; why: string }[]
}

/** client.py against a new workspace. */
export async function runClient({ python }: Environment, scratch: string): Promise<Day> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'workspaces.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    server.stdin.write('new\n')
    const [address] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
    const { stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'client.py')], { cwd: scratch, encoding: 'utf8', env: { ...surroundings, MLFLOW_TRACKING_URI: address } })
    const steps = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { step: string; why: string | null })
    const failures = steps.flatMap(({ step, why }) => (why === null ? [] : [{ step, why }]))
    if (steps.length === 0) failures.push({ step: 'the client', why: stderr.slice(-1500) })
    return { passed: steps.length - failures.filter(({ step }) => step !== 'the client').length, failures }
  } finally {
    server.stdin.end()
    await once(server, 'close')
  }
}
