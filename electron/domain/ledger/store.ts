import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { loadLedgerDdl, openLedgerDatabase, toLedgerFailure } from '../../platform/sqlite-ledger.ts'
import { createWalSpace } from '../../platform/wal-space.ts'
import { createSubtrees, hashFromBytes, hashToBytes, leafHash } from '../../tlog/tree.ts'
import type { Hash, Subtrees } from '../../tlog/tree.ts'

/** In a workspace's folder. Here, so that who only reads rows needs nothing else of a ledger. */
export const ledgerFile = (dir: string): string => join(dir, 'ledger.db')

export interface Head {
  size: number
  note: string
}

/** Rows of ledger.db. After a failure that leaves the outcome open the connection is closed and never used again. */
export interface LedgerStore {
  readonly path: string
  /** False once the connection was dropped. */
  isOpen(): boolean
  inTransaction(): boolean
  begin(mode: 'read' | 'write'): void
  commit(): void
  /** Undoes what was written; harmless where there is nothing to undo. */
  rollback(): void
  createSchema(): void
  /** Every statement of the schema, as stored. */
  readSchema(): { name: string; sql: string }[]
  readHead(): Head | null
  writeHead(head: Head): void
  /** Largest sequence number + 1. */
  readSize(): number
  readLeaf(seq: number): string | null
  /** Leaves of the entries from `from` up to but not including `to` that exist, in order. */
  readLeaves(from: number, to: number): string[]
  /** Numbers of the entries in [from, to) whose text contains `part`, in order. */
  findLeaves(part: string, from: number, to: number): number[]
  /** Rows of consecutive numbers, from `from`. */
  insertLeaves(from: number, leaves: readonly string[]): void
  insertNode(level: number, n: number, value: Hash): void
  readNode(level: number, n: number): Hash | null
  readonly subtrees: Subtrees
  /** For verification: rows as they are, with their numbers. */
  readRows(from: number, limit: number): { seq: number; leaf: string }[]
  /** Rows of the entries in [from, to) in order, each as its number, a zero byte and its leaf; one whose leaf is no text has no number. */
  readNumbered(from: number, to: number): string[]
  /** How many different numbers of [from, to) have a row: a changed schema may allow one twice. */
  readNumbers(from: number, to: number): number
  readNodes(): { level: number; n: number; value: Hash }[]
  readPayloads(): { id: Buffer; salt: Buffer; body: Buffer }[]
  insertPayload(payload: { id: Buffer; salt: Buffer; body: Buffer }): void
  /** The body of a payload, or null where it is not there (any more). */
  readPayload(id: Buffer): Buffer | null
  deletePayload(id: Buffer): void
  /** Moves everything into the main file and empties the WAL; false where another connection is in the way. */
  truncateWal(): boolean
  /** Writes a compact copy without free pages to `path`, which must not exist. */
  copyTo(path: string): void
  /** What SQLite finds wrong inside the file, a line each. */
  checkIntegrity(): string[]
  close(): void
}

/** A row takes two thirds of the time where ten are handed over at once; more gains nothing. */
const rowsAtOnce = 10
const insertOne = 'INSERT INTO entry(seq, leaf) VALUES (?, ?)'
const insertMany = `${insertOne}${', (?, ?)'.repeat(rowsAtOnce - 1)}`
/** One text takes a tenth of a microsecond less to read than two columns, and needs nothing put before it to be hashed. */
const numbered = "SELECT iif(typeof(leaf) = 'text', seq, '') || char(0) || leaf FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq"

export function openStore(path: string, mode: 'create' | 'write' | 'read'): LedgerStore {
  const db = openLedgerDatabase(path, mode)
  const space = createWalSpace(path)
  const close = () => {
    // Before the database: where this is its last connection, SQLite removes the log.
    space.close()
    db.close()
  }
  /** Runs one statement; translates what the database says and drops the connection where it can not be trusted any more. */
  const guard = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      const failure = toLedgerFailure(error, path)
      if (failure.fatal) close()
      throw failure.error
    }
  }
  const prepare = lazily((sql) => db.prepare(sql))
  const run = (sql: string, ...values: unknown[]) => guard(() => prepare(sql).run(...values))
  const get = (sql: string, ...values: unknown[]) => guard(() => prepare(sql).get(...values) as Record<string, unknown> | undefined)
  const all = (sql: string, ...values: unknown[]) => guard(() => prepare(sql).all(...values))
  const readLeaves = (from: number, to: number) =>
    guard(() => prepare('SELECT leaf FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq').pluck().all(from, to).map(toText))
  const readNodeRange = createNodeReader(all)
  const readNode = (level: number, n: number) => readNodeRange(level, n, n + 1)[0] ?? null
  return {
    path,
    isOpen: () => db.open,
    inTransaction: () => db.open && db.inTransaction,
    begin: (mode) => {
      run(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN')
      if (mode === 'write') space.provide()
    },
    commit: () => run('COMMIT'),
    rollback: () => {
      if (db.open && db.inTransaction) run('ROLLBACK')
    },
    createSchema: () => void guard(() => db.exec(loadLedgerDdl())),
    readSchema: () => guard(() => db.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").all() as { name: string; sql: string }[]),
    ...createHeadRows(run, get),
    readLeaves,
    findLeaves: (part, from, to) => guard(() => prepare('SELECT seq FROM entry WHERE seq >= ? AND seq < ? AND instr(leaf, ?) > 0 ORDER BY seq').pluck().all(from, to, part) as number[]),
    insertLeaves: (from, leaves) => guard(() => insertRows(prepare, from, leaves)),
    insertNode: (level, n, value) => run('INSERT INTO node(level, n, hash) VALUES (?, ?, ?)', level, n, hashToBytes(value)),
    readNode,
    subtrees: createSubtrees((from, to) => hashLeaves(readLeaves(from, to), to - from, path), (level, n) => readNode(level, n) ?? missing(path), (level, from, to) => allOf(readNodeRange(level, from, to), to - from, path)),
    readRows: (from, limit) =>
      (all('SELECT seq, leaf FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?', from, limit) as { seq: number; leaf: unknown }[]).map(({ seq, leaf }) => ({ seq, leaf: toText(leaf) })),
    readNumbered: (from, to) => guard(() => prepare(numbered).pluck().all(from, to).map(toText)),
    readNumbers: (from, to) => get('SELECT count(DISTINCT seq) AS numbers FROM entry WHERE seq >= ? AND seq < ?', from, to)!['numbers'] as number,
    ...createPayloadRows(run, get),
    ...createWholeTables(all),
    truncateWal: () => truncateWal(get),
    copyTo: (target) => run('VACUUM INTO ?', target),
    close,
  }
}

function insertRows(prepare: (sql: string) => { run(...values: unknown[]): unknown }, from: number, leaves: readonly string[]): void {
  let i = 0
  for (; i + rowsAtOnce <= leaves.length; i += rowsAtOnce) {
    const values: unknown[] = []
    for (let row = i; row < i + rowsAtOnce; row++) values.push(from + row, leaves[row])
    prepare(insertMany).run(values)
  }
  for (; i < leaves.length; i++) prepare(insertOne).run(from + i, leaves[i])
}

const createNodeReader = (all: (sql: string, ...values: unknown[]) => unknown[]) => (level: number, from: number, to: number): Hash[] =>
  (all('SELECT hash FROM node WHERE level = ? AND n >= ? AND n < ? ORDER BY n', level, from, to) as { hash: unknown }[]).map(({ hash }) => hashFromBytes(toBytes(hash)))

type Run = (sql: string, ...values: unknown[]) => { changes: number }
type Get = (sql: string, ...values: unknown[]) => Record<string, unknown> | undefined

const createHeadRows = (run: Run, get: Get): Pick<LedgerStore, 'readHead' | 'writeHead' | 'readSize' | 'readLeaf'> => ({
  readHead() {
    const row = get('SELECT size, note FROM head WHERE id = 1')
    return row ? { size: Number(row['size']), note: toText(row['note']) } : null
  },
  writeHead({ size, note }) {
    // An upsert takes twice as long as the update that it is after the first time.
    if (run('UPDATE head SET size = ?, note = ? WHERE id = 1', size, note).changes === 0) run('INSERT INTO head(id, size, note) VALUES (1, ?, ?)', size, note)
  },
  readSize: () => get('SELECT ifnull(max(seq) + 1, 0) AS size FROM entry')!['size'] as number,
  readLeaf(seq) {
    const row = get('SELECT leaf FROM entry WHERE seq = ?', seq)
    return row ? toText(row['leaf']) : null
  },
})

const createPayloadRows = (run: Run, get: Get): Pick<LedgerStore, 'insertPayload' | 'readPayload' | 'deletePayload'> => ({
  insertPayload: ({ id, salt, body }) => run('INSERT INTO payload(id, salt, body) VALUES (?, ?, ?)', id, salt, body),
  readPayload: (id) => (get('SELECT body FROM payload WHERE id = ?', id)?.['body'] as Buffer | undefined) ?? null,
  deletePayload: (id) => run('DELETE FROM payload WHERE id = ?', id),
})

const createWholeTables = (all: (sql: string) => unknown[]): Pick<LedgerStore, 'readNodes' | 'readPayloads' | 'checkIntegrity'> => ({
  readNodes: () => (all('SELECT level, n, hash FROM node') as { level: number; n: number; hash: unknown }[]).map(({ hash, ...at }) => ({ ...at, value: hashFromBytes(toBytes(hash)) })),
  readPayloads: () => all('SELECT id, salt, body FROM payload').map((row) => toPayload(row as Record<string, unknown>)),
  checkIntegrity: () => (all('PRAGMA integrity_check(20)') as { integrity_check: string }[]).map((row) => row.integrity_check.replace(/^\*\*\* in database \w+ \*\*\*\n/, '')).filter((line) => line !== 'ok'),
})

/** Nobody waits ten seconds for a reader in another process: what could not be done now is done later. */
function truncateWal(get: Get): boolean {
  get('PRAGMA busy_timeout = 500')
  const { busy } = get('PRAGMA wal_checkpoint(TRUNCATE)') as { busy: number }
  get('PRAGMA busy_timeout = 10000')
  return busy === 0
}

/**
 * STRICT tables refuse other types when a row is written; a damaged row may hold one all the same. The replacement character
 * stands for text that is none: no entry may hold it, so verification reports the row instead of stumbling over it.
 */
const toText = (value: unknown): string => (typeof value === 'string' ? value : '\uFFFD')
const toBytes = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0))
const toPayload = ({ id, salt, body }: Record<string, unknown>) => ({ id: toBytes(id), salt: toBytes(salt), body: toBytes(body) })

const allOf = (hashes: readonly Hash[], expected: number, path: string) => (hashes.length === expected ? hashes : missing(path))

function hashLeaves(leaves: readonly string[], expected: number, path: string): Hash[] {
  return leaves.length === expected ? leaves.map(leafHash) : missing(path)
}

function missing(path: string): never {
  throw new AppError('LEDGER_UNSAFE', `Entries or nodes are missing from ${path}: the file was changed. Verify the ledger, and restore it from a backup.`)
}

/** A statement is compiled when it is first needed: a damaged schema must not keep the rest from being read. */
function lazily<T>(make: (sql: string) => T): (sql: string) => T {
  const made = new Map<string, T>()
  return (sql) => {
    let statement = made.get(sql)
    if (statement === undefined) made.set(sql, (statement = make(sql)))
    return statement
  }
}
