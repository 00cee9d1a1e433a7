import { Notification, type WebContents } from 'electron'
import type { Notice } from '../../shared/contract/notices.ts'
import { channels } from './channels.ts'

/** Shows notices for a page; a click brings its window to the front and sends the command that the notice names. */
export function createNotify(focusWindow: (contents: WebContents) => void): (contents: WebContents, notice: Notice) => boolean {
  // Electron's object is the only hold on a shown notice: collected, it would hear no click.
  const shown = new Set<Notification>()
  return (contents, { title, body, target }) => {
    if (!Notification.isSupported()) return false
    const notification = new Notification({ title, body, silent: true })
    shown.add(notification)
    notification.on('close', () => void shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      if (contents.isDestroyed()) return
      focusWindow(contents)
      contents.send(channels.command, target)
    })
    notification.show()
    return true
  }
}
