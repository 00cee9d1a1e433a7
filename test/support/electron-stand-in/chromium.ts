import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { app } from './app.ts'

/** Messages of the DevTools protocol; their shapes are the protocol's own, so they stay open here. */
type Params = Record<string, unknown>

interface Reply {
  id?: number
  method?: string
  sessionId?: string
  params?: Params
  result?: Params
  error?: { message: string }
}

const pending = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>()
const sessions = new Map<string, EventEmitter>()
/** Events of the browser itself. */
export const browserEvents = new EventEmitter()
let socket: WebSocket | null = null
let lastId = 0

/** Debian's Chromium behind BrowserWindow; returns the address of its DevTools socket. */
export async function startChromium(): Promise<string> {
  const profile = join(app.getPath('userData'), 'chromium')
  mkdirSync(profile, { recursive: true })
  const switches = new Set([...app.standInSwitches(), '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--no-startup-window', `--user-data-dir=${profile}`])
  if (![...switches].some((name) => name.startsWith('--remote-debugging-port'))) switches.add('--remote-debugging-port=0')
  const chromium = spawn(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', [...switches], { stdio: ['ignore', 'ignore', 'pipe'] })
  process.on('exit', () => chromium.kill())
  chromium.on('exit', () => process.exit(0))
  const address = await new Promise<string>((resolve) => {
    let text = ''
    chromium.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const [, found] = /^DevTools listening on (ws:\/\/\S+)/m.exec(text) ?? []
      if (found) resolve(found)
    })
  })
  const opened = new WebSocket(address, { perMessageDeflate: false, maxPayload: 2 ** 28 })
  await new Promise((resolve) => opened.once('open', resolve))
  opened.on('message', (data: Buffer) => receive(JSON.parse(data.toString()) as Reply))
  socket = opened
  await send('Target.setDiscoverTargets', { discover: true })
  return address
}

function receive(reply: Reply): void {
  if (reply.id === undefined) {
    const events = reply.sessionId === undefined ? browserEvents : sessions.get(reply.sessionId)
    events?.emit(reply.method ?? '', reply.params)
    return
  }
  const waiting = pending.get(reply.id)
  pending.delete(reply.id)
  if (reply.error) waiting?.reject(new Error(reply.error.message))
  else waiting?.resolve(reply.result ?? {})
}

export function send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
  return new Promise((resolve, reject) => {
    if (socket?.readyState !== WebSocket.OPEN) return reject(new Error('stand-in: Chromium is not connected'))
    const id = ++lastId
    pending.set(id, { resolve, reject })
    socket.send(JSON.stringify({ id, method, params, sessionId }))
  })
}

export interface Tab {
  targetId: string
  events: EventEmitter
  send: (method: string, params?: Params) => Promise<Params>
  close: () => void
}

/** An empty tab in a window of its own, with its events. */
export async function openTab(size: { width: number; height: number }): Promise<Tab> {
  const targetId = (await send('Target.createTarget', { url: 'about:blank', newWindow: true, ...size }))['targetId'] as string
  const sessionId = (await send('Target.attachToTarget', { targetId, flatten: true }))['sessionId'] as string
  const events = new EventEmitter()
  sessions.set(sessionId, events)
  return {
    targetId,
    events,
    send: (method, params) => send(method, params, sessionId),
    close: () => void send('Target.closeTarget', { targetId }).catch(() => {}),
  }
}
