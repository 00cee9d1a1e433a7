import { parseSync } from 'oxc-parser'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'

export interface Import {
  /** Path of the importing file from the project's root, with forward slashes. */
  from: string
  /** A path from the project's root for our own files, else the specifier of a package or of Node. */
  to: string
  own: boolean
  /** What is imported by name; empty for `import()`, a namespace or a side effect. */
  names: string[]
  typeOnly: boolean
}

/** Source files of the folders, as paths from `root`. */
export function listSources(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(file.name))
    .map((file) => relative(root, join(file.parentPath, file.name)).split(sep).join('/'))
    .toSorted()
}

/** Every way a file takes from another: import, export from, and `import()`. A computed `import()` is reported as such. */
export function readImports(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} can not be parsed: ${errors[0]!.message}`)
  const found: Import[] = []
  const add = (specifier: string, names: string[], typeOnly: boolean) => {
    const own = specifier.startsWith('.')
    // `./x.css?raw` and the like: the part that Vite reads is no part of the path.
    const to = own ? posix.normalize(posix.join(dirname(path), specifier.split('?')[0]!)) : specifier
    found.push({ from: path, to, own, names, typeOnly })
  }
  for (const { moduleRequest, entries } of module.staticImports) {
    const names = entries.map((entry) => entry.importName.name ?? '').filter((name) => name !== '')
    add(moduleRequest.value, names, entries.length > 0 && entries.every((entry) => entry.isType))
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) if (entry.moduleRequest) add(entry.moduleRequest.value, [entry.importName.name ?? ''].filter(Boolean), entry.isType)
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end)
    const literal = /^(['"`])([^'"`$]+)\1$/.exec(text)
    add(literal?.[2] ?? `(computed) ${text}`, [], false)
  }
  return found
}

export function loadImports(root: string, path: string): Import[] {
  return readImports(path, readFileSync(join(root, path), 'utf8'))
}
