import { EventEmitter } from 'node:events'

type InvokeHandler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown
export const ipcHandlers = new Map<string, InvokeHandler>()

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: InvokeHandler) {
    if (ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    ipcHandlers.set(channel, handler)
  },
} satisfies Pick<Electron.IpcMain, 'handle'>)

/** Dialogs are cancelled unless a spec replaces the function through `electronApp.evaluate`, as with the real one. */
export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
  showMessageBox: () => Promise.resolve({ response: 1, checkboxChecked: false }),
} satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'>

export const shell = { showItemInFolder: () => {} } satisfies Pick<Electron.Shell, 'showItemInFolder'>

export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false } satisfies Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>)

/** Shown to nobody; a spec finds them in `Notification.shown` and clicks with `emit('click')`. */
export class Notification extends EventEmitter {
  static readonly shown: Notification[] = []
  readonly title: string
  readonly body: string

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    super()
    this.title = title
    this.body = body
  }

  show(): void {
    Notification.shown.push(this)
  }
  static isSupported(): boolean {
    return true
  }
}

const workArea = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = { getAllDisplays: () => [{ workArea } as Electron.Display] } satisfies Pick<Electron.Screen, 'getAllDisplays'>

type Template = Electron.MenuItemConstructorOptions

const roles = new Set(['appMenu', 'fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help', 'about', 'close', 'quit', 'reload', 'resetZoom', 'toggleDevTools', 'togglefullscreen', 'zoomIn', 'zoomOut'])

interface Item {
  id: string | undefined
  label: string
  accelerator: string | undefined
  role: string | undefined
  submenu: Menu | null
  click: () => void
}

export class Menu {
  readonly items: Item[]
  private static current: Menu | null = null

  constructor(template: Template[]) {
    this.items = template.map(toItem)
  }

  getMenuItemById(id: string): Item | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  static buildFromTemplate(template: Template[]): Menu {
    return new Menu(template)
  }
  static setApplicationMenu(menu: Menu): void {
    Menu.current = menu
  }
  static getApplicationMenu(): Menu | null {
    return Menu.current
  }
}

function toItem({ id, label, role, type, accelerator, submenu, click }: Template): Item {
  if (role !== undefined && !roles.has(role)) throw new Error(`stand-in: unknown role ${role}`)
  if (label === undefined && role === undefined && type !== 'separator') throw new Error('stand-in: a menu item needs a label or a role')
  if (accelerator && !/^((CommandOrControl|CmdOrCtrl|Shift|Alt)\+)+([A-Z0-9/,]|F\d+)$/.test(accelerator)) throw new Error(`stand-in: accelerator ${accelerator}`)
  return {
    id,
    label: label ?? '',
    role,
    accelerator: accelerator ?? undefined,
    submenu: Array.isArray(submenu) ? new Menu(submenu) : null,
    click: () => click?.(undefined as never, undefined, undefined as never),
  }
}
