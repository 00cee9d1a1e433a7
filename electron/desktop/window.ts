import { BrowserWindow, nativeTheme, screen } from 'electron'
import { pageUrl } from './origin.ts'
import { loadWindowState, minimumSize, placeWindow, saveWindowState } from './window-state.ts'

export interface WindowOptions {
  preload: string
  /** File that remembers size and place. */
  stateFile: string
  devTools: boolean
}

/** Before the page has drawn itself, so that a dark desktop sees no white flash. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff')

/** The window of the app: sandboxed, isolated, without Node, shown when it has something to show. */
export async function openWindow({ preload, stateFile, devTools }: WindowOptions): Promise<BrowserWindow> {
  const saved = loadWindowState(stateFile)
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeWindow(saved?.bounds ?? null, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Countersign',
    backgroundColor: background(),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Dictionaries would be fetched from a server.
      spellcheck: false,
      devTools,
    },
  })
  if (saved?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => saveWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  const follow = () => window.setBackgroundColor(background())
  nativeTheme.on('updated', follow)
  window.on('closed', () => nativeTheme.off('updated', follow))
  await window.loadURL(pageUrl)
  return window
}
