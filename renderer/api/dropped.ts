import { AppError } from '../../shared/errors.ts'
import { useMemo } from 'react'
import { useConnection } from './provider.tsx'

/** A file or folder that somebody dropped. */
export interface Dropped {
  name: string
  kind: 'file' | 'folder'
  /** The folder that it lay in, of what was dropped; empty for what was dropped itself. */
  inside: string
  /** Where it lies on this computer. A browser has no path for a file: there the core keeps a copy, until the next one takes its place. */
  place(): Promise<string>
}

const readAll = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const found: FileSystemEntry[] = []
  // It gives a hundred at a time, and none when it is through.
  for (;;) {
    const next = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (next.length === 0) return found
    found.push(...next)
  }
}

async function filesBelow(entry: FileSystemEntry, inside: string): Promise<{ inside: string; entry: FileSystemFileEntry }[]> {
  if (!entry.isDirectory) return [{ inside, entry: entry as FileSystemFileEntry }]
  const below = inside === '' ? entry.name : `${inside}/${entry.name}`
  const entries = await readAll(entry as FileSystemDirectoryEntry)
  const found = await Promise.all(entries.map((one) => filesBelow(one, below)))
  return found.flat()
}

/** Reads what a drop brought. `all` is asked in the event itself: afterwards the browser has forgotten. */
export function useDropped() {
  const { client, bridge } = useConnection()
  return useMemo(() => {
    const receive = async (file: File) => (await client.workspace.receive({ file })).path
    const own = (file: File, kind: Dropped['kind']): Dropped => ({
      name: file.name,
      kind,
      inside: '',
      async place() {
        if (bridge !== null) return bridge.pathOfFile(file)
        if (kind === 'folder') throw new AppError('BAD_INPUT', `A browser does not say where the folder ${file.name} lies. Choose it with Browse instead.`)
        return receive(file)
      },
    })
    const items = (data: DataTransfer) =>
      [...data.items].flatMap((item) => {
        const [file, entry] = [item.getAsFile(), item.webkitGetAsEntry()]
        return file === null ? [] : [{ file, entry }]
      })
    return {
      all: (data: DataTransfer): Dropped[] => items(data).map(({ file, entry }) => own(file, entry?.isDirectory === true ? 'folder' : 'file')),
      /** In a browser a folder comes as the files below it, each with the folder that it lay in. */
      async files(data: DataTransfer): Promise<Dropped[]> {
        const found = items(data)
        if (bridge !== null) return found.map(({ file, entry }) => own(file, entry?.isDirectory === true ? 'folder' : 'file'))
        const below = await Promise.all(found.map(async ({ file, entry }) => (entry?.isDirectory === true ? filesBelow(entry, '') : [{ inside: '', file }])))
        return below.flat().map((one) => ('file' in one ? own(one.file, 'file') : { name: one.entry.name, kind: 'file', inside: one.inside, place: async () => receive(await new Promise<File>((resolve, reject) => one.entry.file(resolve, reject))) }))
      },
    }
  }, [client, bridge])
}
