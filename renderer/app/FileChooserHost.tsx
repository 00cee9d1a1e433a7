import { useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Bridge } from '../../shared/bridge.ts'
import { useConnection } from '../api/provider.tsx'
import { FileChooserDialog } from '../ui/FileChooserDialog.tsx'
import { FileChooserProvider, type ChooseFile, type FileRequest } from '../ui/files.tsx'

interface Asked {
  request: FileRequest
  answer: (path: string | null) => void
}

/** Lends every screen one way to ask for a path: the desktop's dialog where there is one, else a dialog of our own. */
export function FileChooserHost({ children }: { children: ReactNode }) {
  const { client, bridge } = useConnection()
  const [asked, setAsked] = useState<Asked | null>(null)
  const choose = useMemo<ChooseFile>(
    () => (request) => (bridge === null ? new Promise((answer) => setAsked({ request, answer })) : askDesktop(bridge, request)),
    [bridge],
  )
  const browse = useCallback((dir: string | null) => client.workspace.browse({ dir }), [client])
  const done = (path: string | null) => {
    asked?.answer(path)
    setAsked(null)
  }
  return (
    <FileChooserProvider value={choose}>
      {children}
      {asked !== null && <FileChooserDialog request={asked.request} browse={browse} onDone={done} />}
    </FileChooserProvider>
  )
}

function askDesktop(bridge: Bridge, { kind, ...options }: FileRequest): Promise<string | null> {
  if (kind === 'folder') return bridge.folderDialog(options)
  return kind === 'save' ? bridge.saveDialog(options) : bridge.openDialog(options)
}
