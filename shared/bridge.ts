import type { Notice } from './contract/notices.ts'

/** What the preload lends to the page under Electron as `window.countersign`; absent where a browser shows the same page. */
export interface Bridge {
  readonly platform: string
  /** Asks for a port to the core. It arrives as a window message, now and again after each restart of the core. */
  requestPort(): void
  /** One existing file, or null when the dialog was cancelled. */
  openDialog(options: OpenDialogOptions): Promise<string | null>
  /** Where to write; the file may exist already, the dialog has asked. */
  saveDialog(options: SaveDialogOptions): Promise<string | null>
  folderDialog(options: FolderDialogOptions): Promise<string | null>
  /** Shows a notice on the desktop; a click on it brings the window to the front and sends the command. False where the system shows none. */
  notify(notice: Notice): Promise<boolean>
  /** Shows a file in the computer's file manager. */
  showItem(path: string): Promise<void>
  /** Hears commands chosen in the menu (`shared/commands.ts`); returns how to stop hearing. */
  onCommand(listener: (command: string) => void): () => void
  /** Hears of bundles that the desktop hands over, as by a double click; those that came before are told at once. */
  onOpenFile(listener: (path: string) => void): () => void
  /** Where a file that was dropped on the window lies; empty for what is no file of this computer. */
  pathOfFile(file: object): string
}

export interface FileFilter {
  name: string
  /** Without the dot. */
  extensions: string[]
}

export interface OpenDialogOptions {
  title: string
  filters?: FileFilter[]
  defaultPath?: string
}

export interface SaveDialogOptions {
  title: string
  defaultPath?: string
  filters?: FileFilter[]
}

export interface FolderDialogOptions {
  title: string
  defaultPath?: string
}

/** `data.kind` of the window message that carries a port to the core. */
export const portMessageKind = 'countersign:port'

/** The one origin that the window shows and that the main process listens to. */
export const appOrigin = 'app://bundle'
