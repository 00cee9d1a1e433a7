import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { InlineConfig } from 'vite'

/** `core` holds the command line and the programs too: they share its chunks and find each other in one folder. */
export type Target = 'renderer' | 'core' | 'verifier' | 'desktop' | 'preload'

const root = join(import.meta.dirname, '..')
const programs = 'electron/core/programs'
/** Natives, and packages that read files beside themselves, stay what they are; Electron is the runtime's own. */
const external = ['electron', 'better-sqlite3', 'onnxruntime-node', 'pdfkit', /^@duckdb\//, /^node:/, ...builtinModules]

const inputs: Record<Target, string[]> = {
  renderer: ['renderer', 'shared'],
  core: ['electron', 'shared'],
  verifier: ['verifier', 'electron/tlog', 'electron/domain/ledger', 'shared', 'scripts/single-file.ts', 'package.json'],
  desktop: ['electron/desktop', 'electron/core', 'electron/platform', 'shared'],
  preload: ['electron/desktop/preload.ts', 'shared'],
}

const configs: Record<Target, () => InlineConfig | Promise<InlineConfig>> = {
  renderer: async () => ({
    root: join(root, 'renderer'),
    base: './',
    plugins: [(await import('@vitejs/plugin-react')).default()],
    // PostCSS loses where a rule that is taken in with `composes` comes from, and warns of it.
    css: { transformer: 'lightningcss' },
    build: { outDir: join(root, 'dist/renderer'), emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 4000 },
  }),
  core: () =>
    nodeConfig('dist/core', {
      index: 'electron/core/main.ts',
      cli: 'electron/cli/main.ts',
      serve: 'electron/core/serve.ts',
      ...Object.fromEntries(listPrograms().map((file) => [basename(file, '.ts'), `${programs}/${file}`])),
    }),
  verifier: async () => ({
    root: join(root, 'verifier'),
    base: './',
    plugins: [(await import('./single-file.ts')).singleFile('verify.html')],
    // Whatever browser an auditor has: nothing newer than what every current one can do.
    build: { outDir: join(root, 'dist/verifier'), emptyOutDir: true, target: ['chrome109', 'firefox115', 'safari16.4'], modulePreload: false, cssCodeSplit: false, assetsInlineLimit: 0 },
  }),
  desktop: () => nodeConfig('dist/desktop', { main: 'electron/desktop/main.ts' }),
  preload: () => {
    const config = nodeConfig('dist/desktop', { preload: 'electron/desktop/preload.ts' })
    // A sandboxed preload is one CommonJS file that may require nothing but Electron.
    return {
      ...config,
      build: { ...config.build, target: 'chrome140', rolldownOptions: { ...config.build?.rolldownOptions, output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } } },
    }
  },
}

function nodeConfig(outDir: string, entries: Record<string, string>): InlineConfig {
  return {
    root,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3', 'onnxruntime-node', 'pdfkit', '@duckdb/node-api'] },
    build: {
      ssr: true,
      outDir: join(root, outDir),
      emptyOutDir: outDir === 'dist/core',
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: { external, input: entries, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  }
}

/** Files that start programs; others in the folder belong to them. */
function listPrograms(): string[] {
  return readdirSync(join(root, programs)).filter((file) => file.endsWith('.ts'))
}

/** Builds what changed since the last time; `say` hears which targets those are. */
export async function build(targets: readonly Target[], say: (line: string) => void): Promise<void> {
  const release = await takeLock()
  try {
    await buildChanged(targets, say)
  } finally {
    release()
  }
}

async function buildChanged(targets: readonly Target[], say: (line: string) => void): Promise<void> {
  for (const target of targets) {
    const stampFile = join(root, `dist/.${target}.stamp`)
    const stamp = stampOf(target)
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) continue
    say(`Building ${target} …`)
    // Loaded only when there is something to build: the second start must be quick.
    const vite = await import('vite')
    await vite.build({ configFile: false, logLevel: 'warn', ...(await configs[target]()) })
    writeFileSync(stampFile, stamp)
  }
}

/** Two builds at once would empty the folder under each other's feet: tests and a start may come together. */
async function takeLock(): Promise<() => void> {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const file = join(root, 'dist/.lock')
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isAbandoned(file)) rmSync(file, { force: true })
      else await sleep(100)
    }
  }
}

/** Whoever held the lock was killed before giving it back. */
function isAbandoned(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    // Empty in the moment between creation and writing.
    if (holder > 0) process.kill(holder, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Changes when any input's path, size or time does. */
function stampOf(target: Target): string {
  const hash = createHash('sha256')
  for (const input of [...inputs[target], 'scripts/build.ts', 'package-lock.json']) {
    for (const file of filesUnder(join(root, input))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file}\0${size}\0${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

export const allTargets: readonly Target[] = ['renderer', 'core', 'verifier', 'desktop', 'preload']

if (import.meta.main) {
  const named = process.argv.slice(2) as Target[]
  await build(named.length > 0 ? named : allTargets, console.log)
}
