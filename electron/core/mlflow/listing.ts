import type { RunArtefact } from '../../../shared/contract/runs.ts'

/** What lies in a folder: its files with their sizes, and its folders, by the names that `toPath` gives them. */
export function listed(files: readonly RunArtefact[], folder: string, toPath: (name: string) => string): object {
  const before = folder === '' ? '' : `${folder}/`
  const found = new Map<string, object>()
  for (const { path, bytes } of files) {
    if (!path.startsWith(before)) continue
    const [name = '', ...more] = path.slice(before.length).split('/')
    found.set(name, more.length > 0 ? { path: toPath(name), is_dir: true } : { path: toPath(name), is_dir: false, file_size: bytes })
  }
  return found.size === 0 ? {} : { files: [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file) }
}
