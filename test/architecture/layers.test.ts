import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listSources, loadImports, readImports } from './imports.ts'
import { findBreaks } from './layer-table.ts'

const root = join(import.meta.dirname, '../..')
const sources = listSources(root, ['electron', 'renderer', 'shared', 'verifier'])

test('every import keeps to the layers', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(findBreaks(sources, (path) => loadImports(root, path))).toEqual([])
})

test.for([
  ['electron/domain/ledger/service.ts', `import { createIdentity } from '../identity/service.ts'`, 'domain/ledger may not take from domain/identity'],
  ['electron/domain/reviews/service.ts', `import { readPeople } from '../identity/store.ts'`, 'is inside a module: others import its service.ts'],
  ['electron/domain/reviews/service.ts', `export { readPeople } from '../identity/store.ts'`, 'is inside a module: others import its service.ts'],
  ['electron/domain/reviews/rules.ts', `import { readFileSync } from 'node:fs'`, 'rules decide and do no I/O'],
  ['electron/domain/reviews/rules.ts', `import { createHash, randomBytes } from 'node:crypto'`, 'rules decide and do no I/O'],
  ['electron/domain/reviews/rules.ts', `import { systemClock } from '../../platform/clock.ts'`, 'rules decide and touch no machine'],
  ['electron/tlog/tree.ts', `import { systemClock } from '../platform/clock.ts'`, 'tlog may not take from platform'],
  ['electron/core/compose.ts', `import { app } from 'electron'`, 'only electron/desktop imports electron'],
  ['electron/core/compose.ts', `const x = await import('electron')`, 'only electron/desktop imports electron'],
  ['electron/domain/catalog/store.ts', `import Database from 'better-sqlite3'`, 'only electron/platform opens databases'],
  ['electron/core/jobs.ts', `import * as duckdb from '@duckdb/node-api'`, 'DuckDB runs in its own process: electron/platform and core/programs/duckdb.ts'],
  ['electron/core/jobs.ts', `const x = await import(name)`, 'names its file only at run time, so nothing can hold it to the layers'],
  ['shared/ids.ts', `import { join } from 'node:path'`, 'runs where there is no Node'],
  ['shared/ids.ts', `import { useState } from 'react'`, 'only the renderer draws'],
  ['renderer/app/App.tsx', `import { createIdentity } from '../../electron/domain/identity/service.ts'`, 'renderer/app may not take from domain/identity'],
  ['renderer/features/reviews/Queue.tsx', `import { ModelList } from '../catalog/ModelList.tsx'`, 'the feature reviews may not know catalog; features meet in renderer/app'],
  ['verifier/main.ts', `import { openStore } from '../electron/domain/ledger/store.ts'`, 'does not run in a page'],
  ['verifier/main.ts', `import { createPeople } from '../electron/domain/identity/service.ts'`, 'verifier may not take from domain/identity'],
  ['verifier/main.ts', `import { readFileSync } from 'node:fs'`, 'runs where there is no Node'],
  ['renderer/ui/Table.tsx', `import type { Review } from '../../shared/contract/reviews.ts'`, 'renderer/ui may not take from shared'],
  ['renderer/ui/Table.tsx', `import { ModelList } from '../features/catalog/ModelList.tsx'`, 'renderer/ui may not take from renderer/features'],
] as const)('%s: %s is reported', ([path, source, why]) => {
  const imports = readImports(path, source)
  expect(findBreaks([path], () => imports)).toEqual([`${path} imports ${imports[0]!.to}: ${why}`])
})

test('a file in no layer is reported', () => {
  expect(findBreaks(['electron/misc/thing.ts', 'electron/domain/other/service.ts'], () => [])).toEqual([
    'electron/misc/thing.ts is in no layer',
    'electron/domain/other/service.ts is in no layer',
  ])
})

test('tests stand where the source they test stands', () => {
  const across = ['architecture', 'docs', 'e2e', 'examples', 'faults', 'fixtures', 'fuzz', 'migrations', 'packaging', 'security', 'support']
  const folders = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => entry.parentPath.slice(join(root, 'test').length + 1).replaceAll('\\', '/'))
  const homeless = [...new Set(folders)].filter(
    (folder) => !across.includes(folder.split('/')[0]!) && !existsSync(join(root, 'electron', folder)) && !existsSync(join(root, folder)),
  )
  expect(homeless).toEqual([])
})
