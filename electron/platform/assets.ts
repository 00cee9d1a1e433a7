import { fileURLToPath } from 'node:url'

/** Path of a file that ships with the program: sources and bundles both stand two folders below the project. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

/** Path of a file under `assets/`. */
export const assetFile = (path: string): string => projectFile(`assets/${path}`)
