import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import type { ReproductionNeeds } from '../../../../shared/contract/reproductions.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { BlobStore } from '../../../platform/blobs.ts'
import type { SealedRun } from '../sealed.ts'

export interface Kit {
  sealed: SealedRun
  needs: ReproductionNeeds
  blobs: Pick<BlobStore, 'has' | 'read'>
  dir: string
}

/** Everything that the record gives for a rerun, as files that need no program to be read. Data and code are named by digest, not copied. */
export function writeKit({ sealed, needs, blobs, dir: asked }: Kit): { dir: string; files: string[] } {
  const dir = resolve(asked)
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new AppError('CONFLICT', `The folder ${dir} is not empty. Name a new or an empty one for the kit.`)
  const description = blobs.read(sealed.seal.sha256)
  const { artefacts, models = [], environment } = sealed.about
  const locks = [...artefacts, ...models.flatMap(({ files }) => files)].filter(({ path, sha256 }) => blobs.has(sha256) && (needs.lockfiles.includes(path) || sha256 === environment?.lockfile.sha256))
  const checksums = needs.data.flatMap(({ name, sha256 }) => (sha256 === null ? [] : [`${sha256}  ${toFileName(name)}\n`]))
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  const files = new Map<string, string | Buffer>([
    ['run.json', description],
    ['reproduction.json', json(needs)],
    ['parameters.json', json(needs.parameters)],
    ...(checksums.length > 0 ? [['data.sha256', [...new Set(checksums)].join('')] as const] : []),
    ...locks.map(({ path, sha256 }) => [`environment/${toFileName(posix.basename(path))}`, blobs.read(sha256)] as const),
  ])
  files.set('README.md', toReadme(needs, [...files.keys()]))
  mkdirSync(join(dir, 'environment'), { recursive: true })
  for (const [name, content] of files) writeFileSync(join(dir, name), content)
  return { dir, files: [...files.keys()].toSorted() }
}

/** A name in a record may hold anything; a file's name must not lead out of the folder. */
const toFileName = (name: string) => name.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_').replace(/^\.+/, '_').slice(0, 200) || '_'

const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)

function toReadme({ original, data, code, environment, command, gaps, metrics }: ReproductionNeeds, files: readonly string[]): string {
  const run = original.id
  return [
    `# Reproducing the run “${original.name}”`,
    '',
    `Run \`${run}\`, seal ${original.number}, made by ${original.person}. The SHA-256 of \`run.json\` is \`${original.description}\`: the ledger names it.`,
    '',
    '1. Data. ' + (files.includes('data.sha256') ? 'Put the files here under the names in `data.sha256` and check them: `sha256sum -c data.sha256`.' : 'The record names no file by its bytes.'),
    ...data.map(({ name, role, sha256, digest, snapshot }) => `   - ${name} (${role})${snapshot === null ? '' : `, snapshot ${snapshot}`}: ${sha256 ?? `only a client's digest of a sample, ${digest}`}`),
    `2. Code. ${code === null ? 'The record names no commit.' : `Commit \`${code.commit}\`${code.branch === null ? '' : ` of branch ${code.branch}`}${code.remote === null ? '' : ` at ${code.remote}`}.`}`,
    ...(code?.changed ?? []).map((file) => `   - differed from the commit: ${file}`),
    `3. Environment. ${environment === null ? 'The record names no lock file.' : `${environment.name}, ${environment.packages} packages, SHA-256 \`${environment.sha256}\`.`}${files.some((file) => file.startsWith('environment/')) ? ' Lock files are in `environment/`.' : ''}`,
    '4. Parameters are in `parameters.json`.',
    `5. Command. ${command === null ? 'It was not recorded.' : `\`${command.map(quoted).join(' ')}\``}`,
    '',
    'Declare what may differ before you begin, then run it again:',
    '',
    '```',
    `countersign run record --reproduces ${run} --code . --data-file FILE… ${environment === null ? '' : `--environment environment/${environment.name} `}--tolerance METRIC=0.001 -- ${command === null ? 'COMMAND' : command.map(quoted).join(' ')}`,
    '```',
    '',
    `The original's figures: ${Object.entries(metrics).map(([name, value]) => `${name} = ${value}`).join(', ') || 'none'}.`,
    ...(gaps.length === 0 ? [] : ['', 'What the record does not give:', '', ...gaps.map((gap) => `- ${gap}`)]),
    '',
  ].join('\n')
}
