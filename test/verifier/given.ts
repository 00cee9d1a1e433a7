import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { createFileSet, type FileSet } from '../../verifier/given-files.ts'

/** A folder of the disk as the page gets it. */
export function fromFolder(dir: string): FileSet {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return createFileSet('export', new Map(files.map(({ parentPath, name }) => [relative(dir, join(parentPath, name)).split(sep).join('/'), new Blob([readFileSync(join(parentPath, name))])])))
}
