import { useMemo } from 'react'
import type { Bridge } from '../../shared/bridge.ts'
import { AppError } from '../../shared/errors.ts'
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

/** Reads what a drop brought. It is asked in the event itself: afterwards the browser has forgotten. */
export function useDropped() {
  const { client, bridge } = useConnection()
  return useMemo(() => readDrops((file) => client.workspace.receive({ file }), bridge), [client, bridge])
}

/** `receive` keeps a copy where no bridge knows the path of a file. */
export function readDrops(receive: (file: File) => Promise<{ path: string }>, bridge: Pick<Bridge, 'pathOfFile'> | null) {
  const own = (file: File, kind: Dropped['kind']): Dropped => ({
    name: file.name,
    kind,
    inside: '',
    async place() {
      if (bridge !== null) return bridge.pathOfFile(file)
      if (kind === 'folder') throw new AppError('BAD_INPUT', `A browser does not say where the folder ${file.name} lies. Choose it with Browse instead.`)
      return (await receive(file)).path
    },
  })
  const items = (data: DataTransfer) =>
    [...data.items].flatMap((item) => {
      const [file, entry] = [item.getAsFile(), item.webkitGetAsEntry()]
      return file === null ? [] : [{ file, entry }]
    })
  const all = (data: DataTransfer): Dropped[] => items(data).map(({ file, entry }) => own(file, entry?.isDirectory === true ? 'folder' : 'file'))
  return {
    all,
    /** In a browser a folder comes as the files below it, each with the folder that it lay in. */
    async files(data: DataTransfer): Promise<Dropped[]> {
      if (bridge !== null) return all(data)
      const below = await Promise.all(items(data).map(async ({ file, entry }) => (entry?.isDirectory === true ? filesBelow(entry, '') : [{ inside: '', file }])))
      return below.flat().map((one) => ('file' in one ? own(one.file, 'file') : { name: one.entry.name, kind: 'file', inside: one.inside, place: async () => (await receive(await new Promise<File>((resolve, reject) => one.entry.file(resolve, reject)))).path }))
    },
  }
}
