import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** The built core in a process of its own, which answers at an address of loopback. */
export interface Served {
  /** With the token that opens one window. */
  readonly url: string
  readonly pid: number
}

/** Starts the core in the folder, lets it be used, and ends it. `home`: where it keeps keys and settings. */
export async function withServed<T>({ cwd, home }: { cwd: string; home: string }, act: (served: Served) => Promise<T>): Promise<T> {
  const cli = join(import.meta.dirname, '../dist/core/cli.mjs')
  const child = spawn(process.execPath, [cli, 'serve', '--no-open'], { cwd, env: { ...process.env, COUNTERSIGN_HOME: home, BROWSER: 'none' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    return await act({ url: await addressOf(child.stdout, ended), pid: child.pid! })
  } finally {
    child.kill('SIGINT')
    await ended
  }
}

function addressOf(output: NodeJS.ReadableStream, ended: Promise<number | null>): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`the core ended with ${code}; build it with: npm run build`)))
    output.on('data', (part: Buffer) => {
      text += part.toString()
      const found = /^http:\/\/127\.0\.0\.1:\d+\/\S*$/m.exec(text)
      if (found) resolve(found[0])
    })
  })
}
