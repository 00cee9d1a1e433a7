/** Files by path, read when they are needed: an export has thousands. */
export interface FileSet {
  /** What the person chose, for the heading. */
  readonly name: string
  readonly paths: readonly string[]
  has(path: string): boolean
  /** Null where there is no such file. */
  bytes(path: string): number | null
  /** Null where there is no such file. */
  read(path: string): Promise<Uint8Array | null>
}

export function createFileSet(name: string, files: ReadonlyMap<string, Blob>): FileSet {
  const read = async (path: string) => {
    const file = files.get(path)
    return file ? new Uint8Array(await file.arrayBuffer()) : null
  }
  return { name, paths: [...files.keys()], has: (path) => files.has(path), bytes: (path) => files.get(path)?.size ?? null, read }
}

/** Text as UTF-8; null where there is no such file. */
export async function readText(files: FileSet, path: string): Promise<string | null> {
  const bytes = await files.read(path)
  return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
