import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, OpenDialogOptions, SaveDialogOptions, WebContents } from 'electron'
import * as z from 'zod'
import { notice, type Notice } from '../../shared/contract/notices.ts'
import { channels } from './channels.ts'
import { isPageUrl } from './origin.ts'

export interface IpcOptions {
  ipcMain: IpcMain
  isOurs: (contents: WebContents) => boolean
  /** A window asks for a port to the core. */
  onPortRequest: (contents: WebContents) => void
  /** A page hears of files that the desktop hands over. */
  onOpenFileReady: (contents: WebContents) => void
  /** Shown over the window that asks; null where it was cancelled. */
  askOpen: (contents: WebContents, options: OpenDialogOptions) => Promise<string | null>
  askSave: (contents: WebContents, options: SaveDialogOptions) => Promise<string | null>
  showItem: (path: string) => void
  /** Shows a notice for the window; false where the system shows none. */
  notify: (contents: WebContents, notice: Notice) => boolean
}

const title = z.string().max(200)
const path = z.string().min(1).max(4096)
const filters = z.array(z.object({ name: z.string().max(100), extensions: z.array(z.string().regex(/^[A-Za-z0-9.*]{1,20}$/)).max(20) })).max(20)
const fileOptions = z.object({ title, defaultPath: path.optional(), filters: filters.optional() })
const folderOptions = z.object({ title, defaultPath: path.optional() })

/** Registers each channel once. Anything but the main frame of our own page in a window of ours is refused. */
export function listenToPage({ ipcMain, isOurs, ...acts }: IpcOptions): void {
  const checkSender = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): WebContents => {
    if (senderFrame === null || senderFrame.parent !== null || !isPageUrl(senderFrame.url) || !isOurs(sender)) throw new Error('this sender may not ask')
    return sender
  }
  const answer = <T>(channel: string, schema: z.ZodType<T>, act: (contents: WebContents, input: T) => unknown) => {
    ipcMain.handle(channel, (event, input: unknown) => act(checkSender(event), schema.parse(input)))
  }
  const hear = (channel: string, act: (contents: WebContents) => void) => {
    ipcMain.on(channel, (event) => {
      try {
        act(checkSender(event))
      } catch {
        // A foreign sender gets nothing and no word.
      }
    })
  }
  hear(channels.requestPort, acts.onPortRequest)
  hear(channels.openFileReady, acts.onOpenFileReady)
  answer(channels.openDialog, fileOptions, (contents, options) => acts.askOpen(contents, withoutUndefined({ ...options, properties: ['openFile'] })))
  answer(channels.folderDialog, folderOptions, (contents, options) => acts.askOpen(contents, withoutUndefined({ ...options, properties: ['openDirectory', 'createDirectory'] })))
  answer(channels.saveDialog, fileOptions, (contents, options) => acts.askSave(contents, withoutUndefined({ ...options, properties: ['createDirectory', 'showOverwriteConfirmation'] })))
  answer(channels.notify, notice, (contents, told) => acts.notify(contents, told))
  answer(channels.showItem, path, (_contents, item) => acts.showItem(item))
}

function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}
