/** What `import … from 'electron'` finds in the main process under the stand-in. What is missing here is not used by the app. */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { dialog, ipcMain, Menu, nativeTheme, Notification, screen, shell } from './desktop.ts'
export { protocol, session } from './network.ts'
export { MessageChannelMain } from './ports.ts'
export { utilityProcess } from './utility.ts'
export { WebContents as webContents } from './web-contents.ts'
