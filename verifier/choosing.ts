import { createFileSet } from './given-files.ts'
import type { FileSet } from './given-files.ts'

/** Files of a chooser, one or a folder. The folder's own name is no part of the paths. */
export function fromChooser(list: FileList): FileSet {
  const files = [...list]
  const folder = files[0]?.webkitRelativePath.split('/')[0]
  const name = folder ? folder : files.map((file) => file.name).join(', ')
  return createFileSet(name, new Map(files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file])))
}

/** What was dropped. Rejects where the browser gives a page from disk no way into a dropped folder. */
export async function fromDrop(transfer: DataTransfer): Promise<FileSet> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const plain = [...transfer.files]
  if (entries.every((entry) => entry.isFile)) return createFileSet(plain.map(({ name }) => name).join(', '), new Map(plain.map((file) => [file.name, file])))
  const files = new Map<string, Blob>()
  const single = entries.length === 1
  for (const entry of entries) await walk(entry, single ? '' : entry.name, files)
  return createFileSet(entries.map(({ name }) => name).join(', '), files)
}

async function walk(entry: FileSystemEntry, path: string, files: Map<string, Blob>): Promise<void> {
  if (entry.isFile) {
    files.set(path || entry.name, await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader gives a hundred at a time and then nothing.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const child of some) await walk(child, path === '' ? child.name : `${path}/${child.name}`, files)
  }
}
