import { run } from '../../electron/cli/run.ts'
import { useQuickScrypt } from './quick-scrypt.ts'

export interface Run {
  code: number
  stdout: string
  stderr: string
}

export interface Surroundings {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

let last: Promise<unknown> = Promise.resolve()

/**
 * The command line in this process, with a folder, an environment and streams as its own process would have them; one command
 * at a time, because a process has them once. A start takes the computer longer than most commands do.
 */
export function runHere(args: readonly string[], surroundings: Surroundings): Promise<Run> {
  const ended = last.then(() => runNow(args, surroundings))
  last = ended.catch(() => {})
  return ended
}

async function runNow(args: readonly string[], { cwd, env }: Surroundings): Promise<Run> {
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)]
  const restore = [stdout.restore, stderr.restore, useQuickScrypt(), enter(cwd), useEnvironment(env), useListeners()]
  try {
    return { code: await run(args), stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    for (const back of restore) back()
  }
}

function capture(stream: NodeJS.WriteStream) {
  const { write } = stream
  let text = ''
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }) as typeof write
  return { text: () => text, restore: () => void (stream.write = write) }
}

function enter(folder: string): () => void {
  const before = process.cwd()
  process.chdir(folder)
  return () => process.chdir(before)
}

function useEnvironment(env: Readonly<Record<string, string>>): () => void {
  const ours = () => Object.entries(process.env).filter(([name]) => name.startsWith('COUNTERSIGN_'))
  const before = Object.fromEntries(ours())
  const put = (names: Readonly<Record<string, string | undefined>>) => {
    for (const [name] of ours()) delete process.env[name]
    Object.assign(process.env, names)
  }
  put(env)
  return () => put(before)
}

/** A process that ends takes what it listens for with it. */
function useListeners(): () => void {
  const before = process.listeners('SIGINT')
  return () => {
    for (const listener of process.listeners('SIGINT')) if (!before.includes(listener)) process.removeListener('SIGINT', listener)
  }
}
