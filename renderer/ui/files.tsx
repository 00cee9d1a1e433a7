import { createContext, useContext } from 'react'

export interface FileRequest {
  /** `file`: one that exists · `folder`: one that exists · `save`: where to write. */
  kind: 'file' | 'folder' | 'save'
  title: string
  /** Where to begin, or the name proposed for saving. */
  defaultPath?: string
  filters?: { name: string; extensions: string[] }[]
}

/** Asks the person for a path: the desktop's dialog where there is one, else the program's own. Null: cancelled. */
export type ChooseFile = (request: FileRequest) => Promise<string | null>

const FileChooserContext = createContext<ChooseFile>(() => Promise.resolve(null))

export const FileChooserProvider = FileChooserContext.Provider
export const useFileChooser = (): ChooseFile => useContext(FileChooserContext)
