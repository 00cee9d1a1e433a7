import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createHash } from 'node:crypto'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import { AppError } from '../../../shared/errors.ts'
import { statOf } from '../../platform/folder-files.ts'

type Environment = NonNullable<Manifest['environment']>
type Packages = Environment['packages']

const mostBytes = 64 * 1024 * 1024

/** A lock file by digest, and the packages it pins. An unknown format keeps the digest and says so. */
export function loadEnvironment(path: string): Environment {
  const stat = statOf(path, 'lock file')
  const name = basename(path)
  if (!stat.isFile()) throw new AppError('BAD_INPUT', `${path} is a folder; name the lock file in it.`)
  if (stat.size > mostBytes) throw new AppError('BAD_INPUT', `${name} has ${stat.size} bytes; a lock file has at most ${mostBytes}.`)
  return parseEnvironment(name, readFileSync(path))
}

/** Whether a file of this name is read as a lock file. */
export const isLockfile = (name: string): boolean => readers.some(({ matches }) => matches.test(name))

/** The same of bytes that are at hand under the name they had. */
export function parseEnvironment(name: string, content: Buffer): Environment {
  const lockfile = { name, sha256: createHash('sha256').update(content).digest('hex'), bytes: content.byteLength }
  const reader = readers.find(({ matches }) => matches.test(name))
  if (!reader) return { lockfile, format: 'unknown', packages: [] }
  try {
    return { lockfile, format: reader.format, packages: sorted(reader.read(content.toString('utf8'))) }
  } catch (error) {
    throw new AppError('BAD_INPUT', `${name} is not a readable ${reader.format} file: ${(error as Error).message.split('\n')[0]}. Check the file, or leave the environment out.`, { cause: error })
  }
}

const readers: { matches: RegExp; format: string; read: (text: string) => Packages }[] = [
  { matches: /^(package-lock|npm-shrinkwrap)\.json$/, format: 'npm', read: parseNpm },
  { matches: /^(poetry|uv|pdm|Cargo)\.lock$/, format: 'toml-packages', read: parseTomlPackages },
  { matches: /^Pipfile\.lock$/, format: 'pipenv', read: parsePipenv },
  { matches: /^renv\.lock$/, format: 'renv', read: parseRenv },
  { matches: /^.*requirements.*\.txt$/, format: 'pip', read: parseRequirements },
  { matches: /^(environment|conda.*)\.ya?ml$/, format: 'conda', read: parseConda },
]

function parseNpm(text: string): Packages {
  const packages = (JSON.parse(text) as { packages?: Record<string, { version?: string }> }).packages ?? {}
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1)
    return name && version ? [{ name, version }] : []
  })
}

function parseTomlPackages(text: string): Packages {
  const { package: packages } = parseToml(text) as { package?: { name?: string; version?: string }[] }
  return (packages ?? []).flatMap(({ name, version }) => (name && version ? [{ name, version }] : []))
}

function parsePipenv(text: string): Packages {
  const sections = JSON.parse(text) as Record<'default' | 'develop', Record<string, { version?: string }> | undefined>
  return Object.entries({ ...sections.develop, ...sections.default }).flatMap(([name, { version }]) =>
    version ? [{ name, version: version.replace(/^==/, '') }] : [],
  )
}

function parseRenv(text: string): Packages {
  const { Packages: packages } = JSON.parse(text) as { Packages?: Record<string, { Version?: string }> }
  return Object.entries(packages ?? {}).flatMap(([name, { Version }]) => (Version ? [{ name, version: Version }] : []))
}

/** Only pinned lines count: `name==version`, with extras, markers and hashes left aside. */
function parseRequirements(text: string): Packages {
  return [...text.matchAll(/^\s*([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*={2,3}\s*([^\s;#\\]+)/gm)].map(([, name, version]) => ({
    name: name!,
    version: version!,
  }))
}

function parseConda(text: string): Packages {
  const parsed = parseYaml(text) as { dependencies?: unknown[]; package?: { name?: string; version?: string | number }[] } | null
  if (parsed?.package) return parsed.package.flatMap(({ name, version }) => (name && version ? [{ name, version: String(version) }] : []))
  return (parsed?.dependencies ?? []).flatMap((line) => {
    if (typeof line === 'string') return toCondaPackage(line)
    const pip = (line as { pip?: string[] }).pip ?? []
    return parseRequirements(pip.join('\n'))
  })
}

function toCondaPackage(line: string): Packages {
  const [name, version] = line.split(/={1,2}/)
  return name && version ? [{ name: name.trim(), version: version.trim() }] : []
}

function sorted(packages: Packages): Packages {
  const unique = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]))
  return [...unique.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
}
