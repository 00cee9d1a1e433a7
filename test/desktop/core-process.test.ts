import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBackOff } from '../../electron/desktop/back-off.ts'
import { superviseCore } from '../../electron/desktop/core-process.ts'
import { hostPrograms } from '../../electron/desktop/programs.ts'
import type { ToCore } from '../../electron/core/parent-messages.ts'

/** A process that a test ends by hand. */
class Child extends EventEmitter {
  readonly heard: unknown[] = []
  killed = false
  pid = undefined
  postMessage(message: unknown) {
    this.heard.push(message)
  }
  kill() {
    this.killed = true
    return true
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const children: Child[] = []
  const events: string[] = []
  const core = superviseCore({
    fork: () => {
      const child = new Child()
      children.push(child)
      return child as never
    },
    onReady: () => events.push('ready'),
    onMessage: (message) => events.push(message.type),
    onGone: () => events.push('gone'),
    onGivenUp: () => events.push('given up'),
    now: Date.now,
  })
  return { core, children, events, last: () => children.at(-1) as Child }
}

test('a core is ready only when it says so', () => {
  const { core, last, events } = start()
  expect(core.isReady()).toBe(false)
  last().emit('message', { type: 'ready' })
  expect([core.isReady(), events]).toEqual([true, ['ready']])
})

test('the workspace that was open is opened again, before any window gets a port, and not twice in a row', () => {
  const { children, events, last } = start()
  const die = () => {
    last().emit('exit', 1)
    vi.advanceTimersByTime(5_000)
    last().emit('message', { type: 'ready' })
  }
  last().emit('message', { type: 'ready' })
  last().emit('message', { type: 'workspace', dir: '/home/ana/credit' })
  die()
  expect(children).toHaveLength(2)
  expect(last().heard).toEqual([{ type: 'open', dir: '/home/ana/credit' }])
  expect(events).toEqual(['ready', 'workspace', 'gone', 'ready'])
  die()
  expect(last().heard, 'it may be what brings the core down').toEqual([])
})

test('a workspace that was closed stays closed after a restart', () => {
  const { last } = start()
  last().emit('message', { type: 'workspace', dir: '/home/ana/credit' })
  last().emit('message', { type: 'workspace', dir: null })
  last().emit('exit', 1)
  vi.advanceTimersByTime(250)
  last().emit('message', { type: 'ready' })
  expect(last().heard).toEqual([])
})

test('a core that ends by itself is started again, later each time, and given up after the fifth', () => {
  const { core, children, events, last } = start()
  for (const delay of [250, 500, 1000, 2000, 4000]) {
    const before = children.length
    last().emit('exit', 1)
    expect(core.isReady()).toBe(false)
    vi.advanceTimersByTime(delay - 1)
    expect(children).toHaveLength(before)
    vi.advanceTimersByTime(1)
    expect(children).toHaveLength(before + 1)
  }
  last().emit('exit', 1)
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(6)
  expect(events.at(-1)).toBe('given up')
  core.restart()
  expect(children).toHaveLength(7)
})

test('a core that was well for a minute has used up none of its chances', () => {
  const backOff = createBackOff()
  expect([backOff.next(0), backOff.next(1_000), backOff.next(100_000), backOff.next(100_001)]).toEqual([250, 500, 250, 500])
})

test('stopping waits for the core to close its files and starts no other', async () => {
  const { core, children, last } = start()
  const stopped = core.stop()
  expect(last().heard).toEqual([{ type: 'stop' }])
  last().emit('message', { type: 'stopped' })
  await stopped
  expect(last().killed).toBe(true)
  last().emit('exit', 0)
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(1)
})

test('a core that does not answer is killed after five seconds', async () => {
  const { core, last } = start()
  const stopped = core.stop()
  vi.advanceTimersByTime(5_000)
  await stopped
  expect(last().killed).toBe(true)
})

test('programs get their messages, say how they ended, and die with the core', () => {
  const sent: ToCore[] = []
  const children: Child[] = []
  const host = hostPrograms({
    fork: () => {
      const child = new Child()
      children.push(child)
      return child as never
    },
    send: (message) => sent.push(message),
  })
  host.receive({ type: 'program-start', id: 1, name: 'duckdb' })
  host.receive({ type: 'program-start', id: 2, name: 'duckdb' })
  host.receive({ type: 'program-send', id: 1, message: { type: 'preview' } })
  children[0]?.emit('message', { type: 'result' })
  children[0]?.emit('exit', 0)
  host.receive({ type: 'program-send', id: 1, message: 'too late' })
  expect(children[0]?.heard).toEqual([{ type: 'preview' }])
  expect(sent).toEqual([
    { type: 'program-message', id: 1, message: { type: 'result' } },
    { type: 'program-exit', id: 1, code: 0 },
  ])
  host.killAll()
  expect(children.map((child) => child.killed)).toEqual([false, true])
})
