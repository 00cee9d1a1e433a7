import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { allTargets, build } from '../../scripts/build.ts'
import { extractAsar, readAsar, type AsarFile } from './asar.ts'
import { readFuses, writeFakeElectron } from './fake-electron.ts'

const root = join(import.meta.dirname, '../..')
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown> & { electronVersion: string; electronFuses: Record<string, boolean> }
const work = mkdtempSync(join(tmpdir(), 'countersign-pack-'))
const packed = join(work, 'release/linux-unpacked')
let files: AsarFile[] = []
const paths = () => files.map((file) => file.path)

beforeAll(async () => {
  await build(allTargets, () => {})
  writeFakeElectron(join(work, 'electron'), config.electronVersion)
  const builder = join(root, 'node_modules/electron-builder/cli.js')
  execFileSync(process.execPath, [builder, '--linux', 'dir', `-c.electronDist=${join(work, 'electron')}`, `-c.directories.output=${join(work, 'release')}`], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  })
  files = readAsar(readFileSync(join(packed, 'resources/app.asar')))
}, 180_000)

afterAll(() => rmSync(work, { recursive: true, force: true }))

test('what the app runs and shows is inside', () => {
  const fonts = paths().filter((path) => /^assets\/fonts\/.*\.ttf$/.test(path))
  expect(fonts.length).toBeGreaterThan(0)
  expect(paths()).toEqual(
    expect.arrayContaining([
      'package.json',
      'LICENSE',
      'dist/desktop/main.mjs',
      'dist/desktop/preload.cjs',
      'dist/core/index.mjs',
      'dist/core/cli.mjs',
      'dist/core/duckdb.mjs',
      'dist/core/pdf.mjs',
      'dist/core/verify.mjs',
      'dist/renderer/index.html',
      'node_modules/better-sqlite3/package.json',
      'node_modules/@duckdb/node-api/package.json',
      'node_modules/pdfkit/package.json',
    ]),
  )
  for (const folder of ['migrations/index/', 'migrations/ledger/', 'examples/german-credit/']) {
    expect(paths().filter((path) => path.startsWith(folder)), folder).not.toEqual([])
  }
})

test('no sources, source maps, tests or tools are inside', () => {
  const unwanted = paths().filter((path) => /\.(ts|tsx|map)$|^(electron|renderer|shared|test|scripts|bench|docs)\/|(^|\/)(tests?|__tests__)\/|better-sqlite3\/(deps|src)\//.test(path))
  expect(unwanted).toEqual([])
  const packages = new Set(paths().flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))
  for (const bundled of ['react', 'zod', 'drizzle-orm', '@orpc/server', 'electron', 'vite', 'vitest', 'typescript', 'node']) expect(packages).not.toContain(bundled)
})

test('libraries lie outside the archive, for this platform only', () => {
  const libraries = files.filter((file) => /\.(node|so|dll|dylib)(\.\d+)*$/.test(file.path))
  expect(libraries.every((file) => file.unpacked)).toBe(true)
  const names = libraries.map((file) => file.path)
  expect(names.filter((path) => path.includes('better-sqlite3'))).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
  expect(names.filter((path) => path.includes('duckdb')).length).toBeGreaterThanOrEqual(2)
  for (const name of names) expect(existsSync(join(packed, 'resources/app.asar.unpacked', name)), name).toBe(true)
})

test('every file of the archive carries a digest for the integrity check', () => {
  expect(files.filter((file) => !file.hasIntegrity).map((file) => file.path)).toEqual([])
})

test('the fuses of the executable are set as the configuration says', () => {
  const { resetAdHocDarwinSignature: _onlyOnMac, ...wanted } = config.electronFuses
  expect(readFuses(readFileSync(join(packed, 'countersign')))).toMatchObject(wanted)
  expect(wanted).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true, enableEmbeddedAsarIntegrityValidation: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false })
})

test('installers are made for each system, nothing is compiled and nothing is published', () => {
  expect(config).toMatchObject({ npmRebuild: false, publish: null, linux: { target: ['deb', 'rpm', 'AppImage'] }, win: { target: ['nsis', 'portable'] }, mac: { target: ['dmg'] } })
  const installed = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
  expect(config.electronVersion).toBe(installed.version)
})

test('the packed files are enough: a workspace is made and verified with them alone', () => {
  const app = join(work, 'app')
  const workspace = join(work, 'workspace')
  extractAsar(readFileSync(join(packed, 'resources/app.asar')), join(packed, 'resources/app.asar.unpacked'), app)
  const countersign = (...args: string[]) =>
    execFileSync(process.execPath, [join(app, 'dist/core/cli.mjs'), ...args], {
      cwd: work,
      env: { PATH: process.env['PATH'], HOME: work, COUNTERSIGN_HOME: join(work, 'state'), COUNTERSIGN_PASSPHRASE: 'correct horse' },
    }).toString()
  countersign('init', workspace, '--name', 'Packed', '--person', 'Ana Lima <ana@example.org>', '--roles', 'data_scientist')
  writeFileSync(join(work, 'rows.csv'), 'label,score\n1,0.7\n0,0.2\n')
  const snapshot = countersign('--workspace', workspace, '--as', 'ana@example.org', '--json', 'dataset', 'add', join(work, 'rows.csv'), '--name', 'rows')
  expect(JSON.parse(snapshot)).toMatchObject({ rows: 2 })
  expect(JSON.parse(countersign('--workspace', workspace, '--json', 'ledger', 'verify'))).toMatchObject({ verdict: 'intact', findings: [] })
})
