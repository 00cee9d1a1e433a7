import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { projectFile } from '../../electron/platform/assets.ts'
import { person, type Place } from './place.ts'

export interface Server {
  name: string
  address: string
  end(): Promise<void>
}

const endOf = (child: ChildProcess) => async () => {
  if (child.exitCode !== null) return
  child.kill('SIGINT')
  await once(child, 'close')
}

/** `countersign mlflow serve` on a workspace that nobody else has open, in a process of its own. */
export async function startOurs({ workspace, machine, dir }: Place): Promise<Server> {
  workspace.close()
  const port = await freePort()
  const env = { ...process.env, COUNTERSIGN_HOME: machine.stateDir, COUNTERSIGN_PASSPHRASE: person.passphrase }
  const child = spawn(process.execPath, [projectFile('electron/cli/main.ts'), '--workspace', dir, '--as', person.email, 'mlflow', 'serve', '--port', String(port)], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  return answering({ name: 'Countersign', address: `http://127.0.0.1:${port}`, end: endOf(child) })
}

/** MLflow's own server as it comes, on SQLite; null where PYTHON, or python3, has no mlflow. */
export async function startTheirs(folder: string): Promise<Server | null> {
  const python = process.env['PYTHON'] ?? 'python3'
  const { status, stdout } = spawnSync(python, ['-c', 'import importlib.metadata as m; print(m.version("mlflow"))'], { encoding: 'utf8' })
  if (status !== 0) return null
  const port = await freePort()
  const args = ['-m', 'mlflow', 'server', '--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`, '--artifacts-destination', join(folder, 'artifacts'), '--host', '127.0.0.1', '--port', String(port)]
  const child = spawn(python, args, { cwd: folder, env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' }, stdio: 'ignore' })
  return answering({ name: `MLflow ${stdout.trim()}`, address: `http://127.0.0.1:${port}`, end: endOf(child) })
}

async function answering(server: Server): Promise<Server> {
  for (let attempt = 0; attempt < 240; attempt++) {
    try {
      if ((await fetch(`${server.address}/health`)).ok) return server
    } catch {
      // Not yet.
    }
    await pause(500)
  }
  await server.end()
  throw new Error(`${server.name} did not answer at ${server.address} within two minutes.`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
