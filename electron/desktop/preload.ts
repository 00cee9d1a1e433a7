import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { portMessageKind, type Bridge } from '../../shared/bridge.ts'
import { channels } from './channels.ts'

/** The page's window, in the part that is used: this file is checked with the Node side, which has no DOM. */
const page = globalThis as unknown as { location: { origin: string }; postMessage(message: unknown, origin: string, ports: unknown[]): void }

// Ports can not cross the context bridge; a window message carries them, and only the page's own origin hears it.
ipcRenderer.on(channels.port, (event) => {
  page.postMessage({ kind: portMessageKind }, page.location.origin, event.ports)
})

const bridge: Bridge = {
  platform: process.platform,
  requestPort: () => ipcRenderer.send(channels.requestPort),
  openDialog: (options) => ipcRenderer.invoke(channels.openDialog, options),
  saveDialog: (options) => ipcRenderer.invoke(channels.saveDialog, options),
  folderDialog: (options) => ipcRenderer.invoke(channels.folderDialog, options),
  notify: (notice) => ipcRenderer.invoke(channels.notify, notice),
  showItem: (path) => ipcRenderer.invoke(channels.showItem, path),
  onOpenFile(listener) {
    const hear = (_event: unknown, path: string) => listener(path)
    ipcRenderer.on(channels.openFile, hear)
    ipcRenderer.send(channels.openFileReady)
    return () => void ipcRenderer.removeListener(channels.openFile, hear)
  },
  pathOfFile: (file) => webUtils.getPathForFile(file as never),
  onCommand(listener) {
    // The event itself stays here: it would hand the page a way to the main process.
    const hear = (_event: unknown, command: string) => listener(command)
    ipcRenderer.on(channels.command, hear)
    return () => void ipcRenderer.removeListener(channels.command, hear)
  },
}

contextBridge.exposeInMainWorld('countersign', bridge)
