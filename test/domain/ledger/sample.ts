import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Work } from '../../../shared/contract/handlers.ts'
import { createLedger, newOrigin, openLedger } from '../../../electron/domain/ledger/open.ts'
import { logKeyFile } from '../../../electron/domain/ledger/marks.ts'
import type { EntryDraft, Ledger, Records, StoredEntry } from '../../../electron/domain/ledger/service.ts'
import { toEnrolmentText, toRevocationText } from '../../../electron/domain/identity/statements.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { loadLedgerDdl } from '../../../electron/platform/sqlite-ledger.ts'
import { signCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { createSigner, signNote, type Signer } from '../../../electron/tlog/note.ts'
import { createFrontier, emptyRoot, hashToBytes, leafHash } from '../../../electron/tlog/tree.ts'

export const quiet: Work = { signal: new AbortController().signal, progress: () => {} }

export interface MemoryRecords extends Records {
  readonly folded: StoredEntry[]
  resets(): number
}

/** Records that only remember: an entry folded twice or out of order is an error. */
export function createMemoryRecords(): MemoryRecords {
  let noted: { size: number; root: string } | null = null
  let resets = 0
  const folded: StoredEntry[] = []
  return {
    folded,
    resets: () => resets,
    size: () => noted?.size ?? 0,
    root: () => noted?.root ?? null,
    fold(entries, { size, root }, from) {
      if (from !== undefined && from !== folded.length) return false
      for (const entry of entries) {
        if (entry.seq !== folded.length) throw new Error(`entry ${entry.seq} folded after ${folded.length} entries`)
        folded.push(entry)
      }
      if (size !== folded.length) throw new Error(`noted ${size} entries, folded ${folded.length}`)
      noted = { size, root: root.toString('hex') }
      return true
    },
    reset() {
      noted = null
      folded.length = 0
      resets++
    },
  }
}

export interface Folder {
  readonly dir: string
  readonly stateDir: string
  readonly clock: { now(): Date; offsetMinutes(): number; set(time: string): void }
  create(options?: Partial<Parameters<typeof createLedger>[0]>): Ledger
  open(options?: Partial<Parameters<typeof openLedger>[0]>): Ledger
  /** The same folder and state, copied: what happens to the copy leaves this one alone. */
  copy(): Folder
  end(): void
}

export function createFolder(from?: Folder): Folder {
  const root = mkdtempSync(join(tmpdir(), 'ledger-'))
  const dir = join(root, 'workspace')
  const stateDir = join(root, 'state')
  if (from) cpSync(from.dir, dir, { recursive: true })
  if (from) cpSync(from.stateDir, stateDir, { recursive: true })
  let now = '2026-11-21T10:00:00.000Z'
  const clock = { now: () => new Date(now), offsetMinutes: () => 0, set: (time: string) => void (now = time) }
  const folder: Folder = {
    dir,
    stateDir,
    clock,
    create: (options) => createLedger({ dir, stateDir, clock, name: 'Retail credit', records: createMemoryRecords(), ...options }),
    open: (options) => openLedger({ dir, stateDir, clock, records: createMemoryRecords(), ...options }),
    copy: () => createFolder(folder),
    end: () => rmSync(root, { recursive: true, force: true }),
  }
  return folder
}

export const dataset = (name: string, description = ''): EntryDraft => ({ kind: 'dataset.registered/v1', body: { name, description } })

export const ana = createSigner('ana@example.org', Buffer.alloc(32, 1))
export const ben = createSigner('ben@example.org', Buffer.alloc(32, 2))
export const cleo = createSigner('cleo@example.org', Buffer.alloc(32, 3))

interface Seen {
  origin: string
  size: number
  root: Buffer
}

const fingerprint = (key: Signer) => createHash('sha256').update(key.vkey).digest('hex').slice(0, 32)

export function enrolment(person: Signer, by: Signer, ledger: Seen): EntryDraft {
  const who = { name: `Person ${person.name.split('@')[0]}`, email: person.name, roles: ['risk_sme'], vkey: person.vkey }
  const text = toEnrolmentText({ person: who, signer: { name: by.name, email: by.name }, signedAt: '2026-11-21T10:00:00.000Z', ledger })
  const { vkey, ...body } = who
  return { kind: 'person.enrolled/v1', body: { ...body, key: { vkey, fingerprint: fingerprint(person) }, note: signNote(text, [by]) } }
}

export function replacement(person: Signer, previous: Signer, by: Signer, ledger: Seen): EntryDraft {
  const email = previous.name
  const who = { name: 'Person', email, roles: ['risk_sme'], vkey: person.vkey }
  const replaces = { vkey: previous.vkey, reason: 'the passphrase is lost' }
  const text = toEnrolmentText({ person: who, signer: { name: by.name, email: by.name }, signedAt: '2026-11-21T10:00:00.000Z', ledger, replaces })
  const key = (one: Signer) => ({ vkey: one.vkey, fingerprint: fingerprint(one) })
  return { kind: 'key.replaced/v1', body: { email, previous: key(previous), key: key(person), reason: replaces.reason, note: signNote(text, [by]) } }
}

export function revocation(person: Signer, by: Signer, ledger: Seen): EntryDraft {
  const [email, reason] = [person.name, 'the computer was stolen']
  const signing = { signer: { name: by.name, email: by.name }, signedAt: '2026-11-21T10:00:00.000Z', ledger }
  const note = signNote(toRevocationText({ name: 'Person', email, vkey: person.vkey }, reason, signing), [by])
  return { kind: 'key.revoked/v1', body: { email, key: { vkey: person.vkey, fingerprint: fingerprint(person) }, reason, note } }
}

export function toDecisionText(review: string, by: string, { origin, size, root }: Seen): string {
  const lines = ['Decision: APPROVE', `Review: ${review}`, `Signer-ID: ${by}`, `Ledger: ${origin}`, `Ledger-Size: ${size}`, `Ledger-Root: ${root.toString('base64')}`]
  return `countersign.example/decision/v1\n${lines.join('\n')}\n`
}

export function decision(review: string, by: Signer, ledger: Seen, email = by.name): EntryDraft {
  return { kind: 'decision/v1', body: { review, note: signNote(toDecisionText(review, email, ledger), [by]) } }
}

export const sees = (ledger: Pick<Ledger, 'origin' | 'tip'>): Seen => ({ origin: ledger.origin, ...ledger.tip() })

/**
 * A ledger of some 600 entries: three people, three decisions (one anchored a little earlier), one exported report, a
 * version with its manifest and a check result among the blobs.
 */
export function fillLedger(folder: Folder): Ledger {
  const origin = newOrigin()
  const founder = enrolment(ana, ana, { origin, size: 0, root: hashToBytes(emptyRoot) })
  const ledger = folder.create({ origin, entries: [{ actor: ana.name, draft: founder }] })
  const blobs = createBlobStore(join(folder.dir, 'blobs'))
  ledger.append(ana.name, () => enrolment(ben, ana, sees(ledger)))
  ledger.append(ana.name, () => enrolment(cleo, ana, sees(ledger)))
  ledger.append(ana.name, () => Array.from({ length: 300 }, (_, i) => dataset(`before-${i}`, 'Größe 😀')))
  const manifest = blobs.put(Buffer.from('{"schema":"countersign/manifest/1"}'))
  const result = blobs.put(Buffer.from('{"schema":"countersign/check-result/1"}'))
  ledger.append(ana.name, () => [
    { kind: 'version.registered/v1', body: { model: 'm', number: 1, manifestHash: manifest.sha256, note: '' } },
    { kind: 'check.completed/v1', body: { declaration: 1, version: 'm@1', verdict: 'pass', result, rows: { read: 1, used: 1 } } },
  ])
  ledger.append(ben.name, () => decision('R-1', ben, sees(ledger)))
  const seen = sees(ledger)
  ledger.append(ana.name, () => dataset('in between'))
  ledger.append(cleo.name, () => decision('R-1', cleo, seen))
  const { size, root, checkpoint } = ledger.tip()
  const asOf = { size, root: root.toString('base64') }
  ledger.append(ana.name, () => ({ kind: 'report.exported/v1', body: { report: 'dossier', version: 'm@1', asOf, checkpoint, file: { name: 'm.pdf', sha256: '0'.repeat(64), bytes: 1 } } }))
  ledger.append(ana.name, () => Array.from({ length: 300 }, (_, i) => dataset(`after-${i}`)))
  return ledger
}

/** Changes ledger.db as somebody with an SQLite shell would: guards dropped before, put back afterwards, log emptied. */
export function tamper(dir: string, change: (db: Database.Database) => void, { restoreGuards = true } = {}): void {
  const db = new Database(join(dir, 'ledger.db'))
  const ddl = loadLedgerDdl().split('\n')
  const triggers = ddl.filter((line) => line.startsWith('CREATE TRIGGER'))
  for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger.split(' ')[2]}`)
  change(db)
  if (restoreGuards) for (const trigger of triggers) db.exec(trigger)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

export const leafOf = (db: Database.Database, seq: number): string => db.prepare('SELECT leaf FROM entry WHERE seq = ?').pluck().get(seq) as string

export function editLeaf(db: Database.Database, seq: number, edit: (leaf: string) => string): void {
  const before = leafOf(db, seq)
  const after = edit(before)
  if (after === before) throw new Error(`the edit of entry ${seq} changes nothing`)
  db.prepare('UPDATE entry SET leaf = ? WHERE seq = ?').run(after, seq)
}

/** Recomputes nodes and head over whatever the entries are now, signed by `key`: all that the log key can do. */
export function resign(db: Database.Database, key: Signer): void {
  const frontier = createFrontier(0, [], (level, n, value) => db.prepare('INSERT INTO node VALUES (?, ?, ?)').run(level, n, hashToBytes(value)))
  db.exec('DELETE FROM node')
  for (const leaf of db.prepare('SELECT leaf FROM entry ORDER BY seq').pluck().all() as string[]) frontier.push(leafHash(leaf))
  db.prepare('UPDATE head SET size = ?, note = ?').run(frontier.size, signCheckpoint(key, frontier.size, frontier.root()))
}

export function stealLogKey({ stateDir }: Folder, origin: string): Signer {
  const { seed } = JSON.parse(readFileSync(logKeyFile(stateDir, origin), 'utf8')) as { seed: string }
  return createSigner(origin, Buffer.from(seed, 'base64'))
}

/** Overwrites part of a file. */
export function overwrite(path: string, at: number, bytes: Buffer): void {
  const content = readFileSync(path)
  bytes.copy(content, at)
  writeFileSync(path, content)
}
