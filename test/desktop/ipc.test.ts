import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import { expect, test } from 'vitest'
import { channels } from '../../electron/desktop/channels.ts'
import { listenToPage } from '../../electron/desktop/ipc.ts'
import { isPageUrl } from '../../electron/desktop/origin.ts'

const ours = { id: 1 }
const frame = (url: string, parent: unknown = null) => ({ url, parent })

function listen() {
  const handlers = new Map<string, (event: unknown, input: unknown) => unknown>()
  const ipcMain = Object.assign(new EventEmitter(), { handle: (channel: string, handler: () => unknown) => void handlers.set(channel, handler) })
  const acts: string[] = []
  listenToPage({
    ipcMain: ipcMain as unknown as IpcMain,
    isOurs: (contents) => (contents as unknown) === ours,
    onPortRequest: () => acts.push('port'),
    onOpenFileReady: () => acts.push('files'),
    askOpen: (_contents, options) => Promise.resolve(`${options.properties?.join()}`),
    askSave: () => Promise.resolve('/saved'),
    showItem: (path) => acts.push(`show ${path}`),
    notify: (_contents, { title, target }) => acts.push(`${title} ${target}`) > 0,
  })
  const invoke = (channel: string, event: unknown, input: unknown) => Promise.resolve().then(() => handlers.get(channel)?.(event, input))
  return { ipcMain, acts, invoke }
}

const strangers = {
  'a frame inside the page': { sender: ours, senderFrame: frame('app://bundle/', frame('app://bundle/')) },
  'another origin': { sender: ours, senderFrame: frame('https://example.org/') },
  'a host that begins like ours': { sender: ours, senderFrame: frame('app://bundle.evil/') },
  'a frame that is gone': { sender: ours, senderFrame: null },
  'a window that is not ours': { sender: { id: 2 }, senderFrame: frame('app://bundle/') },
}

test.each(Object.entries(strangers))('%s is refused on every channel', async (_name, event) => {
  const { ipcMain, acts, invoke } = listen()
  ipcMain.emit(channels.requestPort, event)
  ipcMain.emit(channels.openFileReady, event)
  for (const channel of [channels.openDialog, channels.saveDialog, channels.folderDialog]) {
    await expect(invoke(channel, event, { title: 'x' })).rejects.toThrow('may not ask')
  }
  await expect(invoke(channels.showItem, event, '/x')).rejects.toThrow('may not ask')
  await expect(invoke(channels.notify, event, { title: 'x', body: '', target: 'go.calendar' })).rejects.toThrow('may not ask')
  expect(acts).toEqual([])
})

test('the main frame of our page is answered', async () => {
  const { ipcMain, acts, invoke } = listen()
  const event = { sender: ours, senderFrame: frame('app://bundle/#/models') }
  ipcMain.emit(channels.requestPort, event)
  ipcMain.emit(channels.openFileReady, event)
  await invoke(channels.showItem, event, '/x')
  expect(acts).toEqual(['port', 'files', 'show /x'])
  expect(await invoke(channels.notify, event, { title: 'x', body: '', target: 'go.calendar' })).toBe(true)
  await expect(invoke(channels.notify, event, { title: 'x', body: '', target: 'workspace.close' })).rejects.toThrow('go.calendar')
  expect(await invoke(channels.openDialog, event, { title: 'x' })).toBe('openFile')
  expect(await invoke(channels.folderDialog, event, { title: 'x' })).toBe('openDirectory,createDirectory')
  expect(await invoke(channels.saveDialog, event, { title: 'x', defaultPath: 'a.pdf' })).toBe('/saved')
})

test('only app://bundle is our page', () => {
  expect(['app://bundle/', 'app://bundle/index.html#/x'].every(isPageUrl)).toBe(true)
  for (const url of ['', 'app://bundle.evil/', 'app://other/', 'https://bundle/', 'file:///bundle', 'app:bundle', 'http://app://bundle/']) expect(isPageUrl(url)).toBe(false)
})
