import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Electron's own mark in front of its fuses: version of the wire, number of fuses, one character for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
]

/** As much of an Electron distribution as packing looks at; the fuses stand as Electron ships them. */
export function writeFakeElectron(dir: string, version: string): void {
  mkdirSync(join(dir, 'locales'), { recursive: true })
  mkdirSync(join(dir, 'resources'))
  const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuseNames.length]), Buffer.from('101100011')])
  writeFileSync(join(dir, 'electron'), Buffer.concat([Buffer.from('\u007fELF no real program\n'), fuses, Buffer.alloc(64)]))
  chmodSync(join(dir, 'electron'), 0o755)
  writeFileSync(join(dir, 'version'), version)
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(dir, file), file)
}

/** State of each fuse in an executable. */
export function readFuses(executable: Buffer): Record<string, boolean> {
  const at = executable.indexOf(sentinel) + sentinel.length
  const count = executable[at + 1] as number
  return Object.fromEntries(fuseNames.slice(0, count).map((name, index) => [name, String.fromCharCode(executable[at + 2 + index] as number) === '1']))
}
