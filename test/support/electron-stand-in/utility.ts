import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { isReady, onListUtilities, standInFile } from './app.ts'
import { createPortTable, type MessagePortMain } from './ports.ts'

export type ToUtility = { type: 'message'; data: unknown; ports: number[] } | { type: 'port'; id: number; data: unknown } | { type: 'port-close'; id: number }
export type FromUtility = { type: 'message'; data: unknown } | { type: 'port'; id: number; data: unknown }

const running = new Set<Utility>()
onListUtilities(() => [...running].flatMap(({ pid, serviceName }) => (pid === undefined ? [] : [{ pid, serviceName }])))

class Utility extends EventEmitter {
  pid: number | undefined
  readonly serviceName: string
  private readonly child
  private readonly ports = createPortTable((message) => this.tell(message))

  constructor(file: string, args: string[], serviceName: string) {
    super()
    this.serviceName = serviceName
    running.add(this)
    const execArgv = ['-r', standInFile('register.ts'), '-r', standInFile('utility-side.ts')]
    this.child = fork(file, args, { env: { ...process.env, STANDIN_UTILITY: '1' }, execArgv, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.child.on('spawn', () => {
      this.pid = this.child.pid
      this.emit('spawn')
    })
    this.child.on('message', (message: FromUtility) => {
      if (message.type === 'port') this.ports.receive(message.id, message.data)
      else this.emit('message', message.data)
    })
    this.child.on('exit', (code) => {
      this.pid = undefined
      running.delete(this)
      this.ports.closeAll()
      this.emit('exit', code)
    })
    process.on('exit', () => this.child.kill('SIGKILL'))
  }

  postMessage(data: unknown, transfer: MessagePortMain[] = []): void {
    this.tell({ type: 'message', data: structuredClone(data), ports: transfer.map((port) => this.ports.hand(port)) })
  }

  kill(): boolean {
    return this.child.kill()
  }

  private tell(message: ToUtility): void {
    if (this.child.connected) this.child.send(message)
  }
}

export const utilityProcess = {
  fork(file, args = [], options = {}) {
    if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready')
    if (options.execArgv || options.env) throw new Error('stand-in: execArgv and env are not passed on')
    return new Utility(file, args, options.serviceName ?? '') as unknown as Electron.UtilityProcess
  },
} satisfies Pick<typeof Electron.UtilityProcess, 'fork'>
