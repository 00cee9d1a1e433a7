import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Node {
  files?: Record<string, Node>
  unpacked?: boolean
  offset?: string
  size?: number
  integrity?: { algorithm: string }
}

export interface AsarFile {
  path: string
  unpacked: boolean
  hasIntegrity: boolean
  /** Where its bytes lie in the archive. */
  start: number
  size: number
}

/** The files of an asar archive, from its header: four little-endian sizes, then JSON. */
export function readAsar(archive: Buffer): AsarFile[] {
  const header = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()) as Node
  const body = 8 + archive.readUInt32LE(4)
  const list = (node: Node, path: string): AsarFile[] =>
    node.files
      ? Object.entries(node.files).flatMap(([name, child]) => list(child, path === '' ? name : `${path}/${name}`))
      : [{ path, unpacked: node.unpacked === true, hasIntegrity: node.integrity?.algorithm === 'SHA256', start: body + Number(node.offset ?? 0), size: node.size ?? 0 }]
  return list(header, '')
}

/** Writes an archive out as a folder, with the files that lie outside it put back in their places. */
export function extractAsar(archive: Buffer, unpackedDir: string, target: string): void {
  for (const { path, unpacked, start, size } of readAsar(archive)) {
    mkdirSync(dirname(join(target, path)), { recursive: true })
    if (unpacked) copyFileSync(join(unpackedDir, path), join(target, path))
    else writeFileSync(join(target, path), archive.subarray(start, start + size))
  }
}
