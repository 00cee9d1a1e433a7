import { Button, Modal, TextInput } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ErrorState } from './ErrorState.tsx'
import type { FileRequest } from './files.tsx'
import { FolderList, type FolderItem } from './FolderList.tsx'
import { Loading } from './Loading.tsx'
import classes from './FileChooserDialog.module.css'

export interface Folder {
  dir: string
  parent: string | null
  entries: FolderItem[]
}

interface FileChooserDialogProps {
  request: FileRequest
  /** Lists a folder; null is the home folder. */
  browse: (dir: string | null) => Promise<Folder>
  onDone: (path: string | null) => void
}

const confirmWords = { file: 'Open', folder: 'Choose this folder', save: 'Save here' } as const

/** Files of this computer, for where the page runs in a browser and the desktop's own dialog is out of reach. */
export function FileChooserDialog({ request, browse, onDone }: FileChooserDialogProps) {
  const { folder, error, go } = useFolder(browse, request)
  const [name, setName] = useState(request.kind === 'save' ? lastPart(request.defaultPath ?? '') : '')
  const confirm = () => {
    if (folder === null) return
    if (request.kind === 'folder') onDone(folder.dir)
    else if (name !== '') onDone(name.startsWith('/') ? name : join(folder.dir, name))
  }
  const open = (item: FolderItem) => {
    if (item.kind !== 'file') go(item.path)
    else if (request.kind === 'file') onDone(item.path)
    else setName(item.name)
  }
  return (
    <Modal opened onClose={() => onDone(null)} title={request.title} size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <PathLine folder={folder} go={go} />
      <div className={classes.list}>
        {error !== null && <ErrorState error={error} kept="The folder shown before is still open." />}
        {folder === null ? error === null && <Loading label="folder" rows={8} /> : <FolderList key={folder.dir} items={shownOf(folder, request)} onOpen={open} />}
      </div>
      <form
        className={classes.foot}
        onSubmit={(event) => {
          event.preventDefault()
          confirm()
        }}
      >
        {request.kind === 'save' ? (
          <TextInput className={classes.name} aria-label="File name" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        ) : (
          <span className={classes.name} />
        )}
        <Button variant="default" onClick={() => onDone(null)}>
          Cancel
        </Button>
        {request.kind !== 'file' && <Button type="submit">{confirmWords[request.kind]}</Button>}
      </form>
    </Modal>
  )
}

function PathLine({ folder, go }: { folder: Folder | null; go: Go }) {
  // What is being typed; null shows the folder on screen. An answer to something else must not take it away, nor come under the caret.
  const [typed, setTyped] = useState<string | null>(null)
  const shown = folder?.dir ?? ''
  const leave = (dir: string | null) => {
    setTyped(null)
    go(dir)
  }
  return (
    <form
      className={classes.path}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed !== null) go(typed, () => setTyped((now) => (now === typed ? null : now)))
      }}
    >
      <Button variant="default" disabled={folder === null || folder.parent === null} onClick={() => leave(folder?.parent ?? null)}>
        Up
      </Button>
      <Button variant="default" onClick={() => leave(null)}>
        Home
      </Button>
      <TextInput
        className={classes.name}
        aria-label="Folder"
        value={typed ?? shown}
        spellCheck={false}
        onFocus={() => setTyped((now) => now ?? shown)}
        onBlur={({ currentTarget: { value } }) => (value === '' || value === shown) && setTyped(null)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </form>
  )
}

type Go = (dir: string | null, arrived?: () => void) => void

/** The folder asked for last: an answer that comes after a later question is dropped. */
function useFolder(browse: FileChooserDialogProps['browse'], request: FileRequest) {
  const [folder, setFolder] = useState<Folder | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(0)
  const show = useCallback((answer: Promise<Folder>, arrived?: () => void) => {
    const turn = ++asked.current
    answer.then(
      (found) => {
        if (turn !== asked.current) return
        setFolder(found)
        setError(null)
        arrived?.()
      },
      (failure: unknown) => {
        if (turn === asked.current) setError(failure)
      },
    )
  }, [])
  useEffect(() => {
    // A proposed path may not exist yet: then the home folder is as good a place to begin.
    show(browse(startOf(request)).catch(() => browse(null)))
  }, [browse, request, show])
  const go: Go = (dir, arrived) => show(browse(dir), arrived)
  return { folder, error, go }
}

function startOf({ defaultPath = '' }: FileRequest): string | null {
  const cut = defaultPath.lastIndexOf('/')
  return cut > 0 ? defaultPath.slice(0, cut) : null
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const join = (dir: string, name: string): string => (dir.endsWith('/') || dir.endsWith('\\') ? dir + name : `${dir}${dir.includes('\\') ? '\\' : '/'}${name}`)

function shownOf(folder: Folder, { kind, filters }: FileRequest): FolderItem[] {
  const endings = filters?.flatMap(({ extensions }) => extensions.map((extension) => `.${extension.toLowerCase()}`)) ?? []
  const fits = (item: FolderItem) => endings.length === 0 || endings.includes('.*') || endings.some((ending) => item.name.toLowerCase().endsWith(ending))
  return folder.entries.filter((item) => item.kind !== 'file' || (kind !== 'folder' && fits(item)))
}
