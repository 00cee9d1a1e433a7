import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes migrations/index anew from every module's schema.ts. index.db is rebuilt from the ledger whenever its migration
 * is another one, so there is a single migration and no history of it.
 */
const folder = 'migrations/index'
rmSync(folder, { recursive: true, force: true })
execFileSync('npx', ['drizzle-kit', 'generate', '--name', 'records'], { stdio: 'inherit', shell: process.platform === 'win32' })
// The migrator compares times of migrations; a fixed one keeps the file the same when nothing changed.
const journal = `${folder}/meta/_journal.json`
const parsed = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { when: number }[] }
for (const entry of parsed.entries) entry.when = 1
writeFileSync(journal, `${JSON.stringify(parsed, null, 2)}\n`)
for (const file of readdirSync(`${folder}/meta`)) if (file.endsWith('_snapshot.json')) rmSync(`${folder}/meta/${file}`)
