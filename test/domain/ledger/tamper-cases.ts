import type Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckpointCheck } from '../../../shared/contract/ledger.ts'
import { toCommitment } from '../../../electron/domain/ledger/verification/payloads.ts'
import { signCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { createSigner, signNote } from '../../../electron/tlog/note.ts'
import { ben, cleo, createFolder, decision, editLeaf, fillLedger, leafOf, overwrite, replacement, resign, revocation, sees, tamper, toDecisionText } from './sample.ts'
import { cut, seqOf } from './scene.ts'
import type { Scene } from './scene.ts'

/** One way to change a ledger, and every code that it is reported with. */
export interface TamperCase {
  name: string
  change: (scene: Scene) => void
  /** Without any evidence but the ledger itself; none: it can not be told. */
  alone: string[]
  /** What the checkpoint of one exported PDF adds. */
  withPdf?: string[]
  /** What holding the file of that PDF against the ledger says, where no finding of a verification can. */
  paper?: CheckpointCheck['outcome']
}

const edit = (db: Database.Database, seq = 20) => editLeaf(db, seq, (leaf) => leaf.replace('"description":"', '"description":"not '))
const file = ({ folder }: Scene) => join(folder.dir, 'ledger.db')
const shell = (change: (db: Database.Database, scene: Scene) => void) => (scene: Scene) => tamper(scene.folder.dir, (db) => change(db, scene))
/** The attacker has the log key: nodes and head fit again. */
const withLogKey = (change: (db: Database.Database, scene: Scene) => void) =>
  shell((db, scene) => {
    change(db, scene)
    resign(db, scene.logKey)
  })

/** Appended by the program itself, which the attacker runs with the log key. */
const append = (draft: (ledger: ReturnType<Scene['folder']['open']>) => ReturnType<typeof decision>, by = ben) => (scene: Scene) => {
  const ledger = scene.folder.open()
  ledger.append(by.name, () => draft(ledger))
  ledger.close()
}

function renumber(db: Database.Database, gone: number, { inside }: { inside: boolean }): void {
  const size = db.prepare('SELECT max(seq) + 1 FROM entry').pluck().get() as number
  db.prepare('DELETE FROM entry WHERE seq = ?').run(gone)
  for (let seq = gone + 1; seq < size; seq++) {
    if (inside) editLeaf(db, seq, (leaf) => leaf.replace(`"seq":${seq},"v"`, `"seq":${seq - 1},"v"`))
    db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(seq - 1, seq)
  }
}

/** Rewrites the past and then everything that the log key signed over it. */
function rewriteWithPapers(db: Database.Database, scene: Scene): void {
  edit(db)
  resign(db, scene.logKey)
  const paper = seqOf(db, 'report.exported/v1')
  const size = (JSON.parse(leafOf(db, paper)) as { body: { asOf: { size: number } } }).body.asOf.size
  const past = rootOf(db, size)
  editLeaf(db, paper, (leaf) => {
    const entry = JSON.parse(leaf) as { body: { checkpoint: string; asOf: { root: string } } }
    const note = signCheckpoint(scene.logKey, size, past)
    const root = Buffer.from(past, 'latin1').toString('base64')
    return leaf.replace(JSON.stringify(entry.body.checkpoint), JSON.stringify(note)).replace(entry.body.asOf.root, root)
  })
}

function rootOf(db: Database.Database, size: number): string {
  const leaves = (db.prepare('SELECT leaf FROM entry WHERE seq < ? ORDER BY seq').pluck().all(size) as string[]).map((leaf) => createHash('sha256').update(`\0${leaf}`).digest())
  const nodeOf = (l: Buffer, r: Buffer) => createHash('sha256').update('\u0001').update(l).update(r).digest()
  const root = (hashes: Buffer[]): Buffer => {
    if (hashes.length === 1) return hashes[0]!
    const k = 2 ** Math.floor(Math.log2(hashes.length - 1))
    return nodeOf(root(hashes.slice(0, k)), root(hashes.slice(k)))
  }
  return root(leaves).toString('latin1')
}

const payload = { salt: Buffer.alloc(32, 7), body: Buffer.from('{"telephone":"030 1234"}') }
const commitment = toCommitment(payload.salt, payload.body)

/** The newest entry commits to a payload, as if it had been appended so. */
function commitToPayload(db: Database.Database, scene: Scene): void {
  editLeaf(db, scene.size - 1, (leaf) => leaf.replace(/,"seq":(\d+),"v":1\}$/, `,"payload":["${commitment.toString('hex')}"],"seq":$1,"v":1}`))
  db.prepare('INSERT INTO payload VALUES (?, ?, ?)').run(commitment, payload.salt, payload.body)
}

const withPayload = (change: (db: Database.Database, scene: Scene) => void) =>
  withLogKey((db, scene) => {
    commitToPayload(db, scene)
    change(db, scene)
  })

function replaceByOther({ folder }: Scene): void {
  const other = createFolder()
  const ledger = fillLedger(other)
  ledger.close()
  tamper(other.dir, () => {})
  writeFileSync(join(folder.dir, 'ledger.db'), readFileSync(join(other.dir, 'ledger.db')))
  other.end()
}

/** The same as the file was when it had less entries. */
const olderBackup = (size: (scene: Scene, db: Database.Database) => number) => withLogKey((db, scene) => cut(db, size(scene, db)))

const history = ['DECISION-HISTORY', 'HISTORY-CHANGED']

export const tamperCases: TamperCase[] = [
  { name: 'one character of an entry changed', change: shell((db) => edit(db)), alone: ['HEAD-MISMATCH', 'NODE-MISMATCH', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'an entry edited, nodes and head recomputed with a key of their own', change: shell((db, { origin }) => (edit(db), resign(db, createSigner(origin, Buffer.alloc(32, 99))))), alone: ['CHECKPOINT-SIGNATURE', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'the same with the stolen log key', change: withLogKey((db) => edit(db)), alone: history, withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'the same, and every exported checkpoint signed anew', change: withLogKey(rewriteWithPapers), alone: ['DECISION-HISTORY'], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'an entry after the newest signature and PDF edited with the log key (can not be told)', change: withLogKey((db, { size }) => edit(db, size - 3)), alone: [] },
  { name: 'a middle entry deleted', change: shell((db) => db.exec('DELETE FROM entry WHERE seq = 20')), alone: ['HEAD-MISMATCH', 'NODE-MISMATCH', 'SEQ-GAP', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'a middle entry deleted, the rows after it renumbered', change: shell((db) => renumber(db, 20, { inside: false })), alone: ['DECISION-HISTORY', 'ENTRY-POSITION', 'NODE-MISMATCH', 'TRUNCATED'], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'a middle entry deleted, the rest renumbered inside, re-signed with the log key', change: withLogKey((db) => renumber(db, 20, { inside: true })), alone: ['DECISION-FUTURE', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'two entries swapped', change: shell((db) => { const [a, b] = [leafOf(db, 20), leafOf(db, 21)]; editLeaf(db, 20, () => b); editLeaf(db, 21, () => a) }), alone: ['ENTRY-POSITION', 'HEAD-MISMATCH', 'NODE-MISMATCH', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'an entry inserted in the middle', change: shell((db, { size }) => { for (let seq = size - 1; seq >= 20; seq--) db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(seq + 1, seq); db.prepare('INSERT INTO entry VALUES (20, ?)').run(leafOf(db, 19)) }), alone: ['ENTRY-POSITION', 'HEAD-BEHIND', 'NODE-MISMATCH', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'an entry appended without the log key', change: shell((db, { size }) => db.prepare('INSERT INTO entry VALUES (?, ?)').run(size, leafOf(db, size - 1).replace(`"seq":${size - 1}`, `"seq":${size}`))), alone: ['HEAD-BEHIND'] },
  { name: 'the last five entries cut', change: shell((db, { size }) => cut(db, size - 5)), alone: ['TRUNCATED'] },
  { name: 'the last five cut, re-signed with the log key, the PDF older than the cut (can not be told)', change: olderBackup(({ size }) => size - 5), alone: [] },
  { name: 'cut below the size of the PDF, re-signed with the log key', change: olderBackup((_scene, db) => seqOf(db, 'report.exported/v1') - 3), alone: [], withPdf: ['ROLLED-BACK'] },
  { name: 'everything after the first hundred entries cut, as an old backup is', change: olderBackup(() => 100), alone: [], withPdf: ['ROLLED-BACK'] },
  { name: 'an unrelated ledger under the same name', change: replaceByOther, alone: [], paper: 'other_ledger' },
  { name: 'a stored node changed', change: shell((db) => db.prepare('UPDATE node SET hash = ? WHERE level = 8 AND n = 0').run(Buffer.alloc(32))), alone: ['NODE-MISMATCH'] },
  { name: 'a stored node deleted', change: shell((db) => db.exec('DELETE FROM node WHERE level = 8 AND n = 0')), alone: ['NODE-MISSING'] },
  { name: 'a node added for entries that do not exist', change: shell((db) => db.prepare('INSERT INTO node VALUES (16, 3, ?)').run(Buffer.alloc(32))), alone: ['NODE-EXTRA'] },
  { name: 'the head deleted', change: shell((db) => db.exec('DELETE FROM head')), alone: ['HEAD-MISSING'] },
  { name: 'the head signed by another key of the same name', change: shell((db, { origin }) => resign(db, createSigner(origin, Buffer.alloc(32, 98)))), alone: ['CHECKPOINT-SIGNATURE'] },
  { name: 'the size of the head row changed', change: shell((db) => db.exec('UPDATE head SET size = size - 1')), alone: ['HEAD-MISMATCH'] },
  {
    name: 'the entry of an exported report removed, the rest renumbered and re-signed with the log key',
    change: (scene) => {
      append((ledger) => decision('R-2', ben, sees(ledger)))(scene)
      withLogKey((db) => renumber(db, seqOf(db, 'report.exported/v1'), { inside: true }))(scene)
    },
    alone: ['DECISION-FUTURE'],
  },
  { name: 'an entry before two decisions removed, the rest renumbered and re-signed with the log key', change: withLogKey((db) => renumber(db, 100, { inside: true })), alone: ['DECISION-FUTURE', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'guards dropped', change: ({ folder }) => tamper(folder.dir, () => {}, { restoreGuards: false }), alone: ['SCHEMA-MISSING'] },
  { name: 'a guard replaced by one that does nothing', change: ({ folder }) => tamper(folder.dir, (db) => db.exec(`CREATE TRIGGER entry_upd BEFORE UPDATE ON entry BEGIN SELECT 1; END`), { restoreGuards: false }), alone: ['SCHEMA-CHANGED', 'SCHEMA-MISSING'] },
  { name: 'a trigger and a view added', change: shell((db) => db.exec('CREATE VIEW extra AS SELECT 1; CREATE TRIGGER more AFTER INSERT ON payload BEGIN SELECT 1; END')), alone: ['SCHEMA-EXTRA'] },
  { name: 'the signature under an approval forged', change: withLogKey((db) => editLeaf(db, seqOf(db, 'decision/v1'), (leaf) => leaf.replace(/(— ben@example\.org [A-Za-z0-9+/]{20})[A-Za-z0-9+/]{8}/, '$1AAAAAAAA'))), alone: ['DECISION-SIGNATURE', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'the text of an approval changed, everything re-signed with the log key', change: withLogKey((db) => editLeaf(db, seqOf(db, 'decision/v1'), (leaf) => leaf.replace('APPROVE', 'DECLINE'))), alone: ['DECISION-SIGNATURE', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'an approval replayed as a new entry', change: append((ledger) => ({ kind: 'decision/v1', body: [...ledger.entries(0, ledger.tip().size)].find(({ kind }) => kind === 'decision/v1')!.body })), alone: ['DECISION-REPLAYED'] },
  { name: 'an approval by a key that was never enrolled', change: append((ledger) => decision('R-2', createSigner(ben.name, Buffer.alloc(32, 77)), sees(ledger))), alone: ['DECISION-SIGNATURE'] },
  {
    name: 'an approval by a key after its end',
    change: (scene) => {
      append((ledger) => replacement(createSigner('ben@example.org#2', Buffer.alloc(32, 22)), ben, cleo, sees(ledger)), cleo)(scene)
      append((ledger) => decision('R-2', ben, sees(ledger)))(scene)
    },
    alone: ['DECISION-SIGNATURE'],
  },
  {
    name: 'an approval by a key that was revoked',
    change: (scene) => {
      append((ledger) => revocation(ben, cleo, sees(ledger)), cleo)(scene)
      append((ledger) => decision('R-2', ben, sees(ledger)))(scene)
    },
    alone: ['DECISION-SIGNATURE'],
  },
  { name: 'an approval with a control character that turns the text round', change: append((ledger) => ({ kind: 'decision/v1', body: { review: 'R-2', note: signNote(`${toDecisionText('R-2', ben.name, sees(ledger))}Reason: \u202Eno\n`, [ben]) } })), alone: ['DECISION-SIGNATURE'] },
  { name: 'an approval anchored earlier than its entry, the past edited and re-signed', change: withLogKey((db) => edit(db, 300)), alone: history, withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'a payload changed', change: withPayload((db) => db.prepare('UPDATE payload SET body = ?').run(Buffer.from('{}'))), alone: ['PAYLOAD-CHANGED'] },
  { name: 'a payload deleted without a record of it', change: withPayload((db) => db.exec('DELETE FROM payload')), alone: ['PAYLOAD-MISSING'] },
  { name: 'a payload that no entry names', change: shell((db) => db.prepare('INSERT INTO payload VALUES (?, ?, ?)').run(commitment, payload.salt, payload.body)), alone: ['PAYLOAD-ORPHAN'] },
  { name: 'an erased payload put back', change: withPayload((db, { size }) => editLeaf(db, size - 2, (leaf) => leaf.replace(/"body":\{.*?\},"kind":"[^"]*"/, `"body":{"entry":${size - 1},"id":"${commitment.toString('hex')}","note":"x","reason":"asked for"},"kind":"payload.redacted/v1"`))), alone: ['DECISION-SIGNATURE', 'PAYLOAD-UNREDACTED'] },
  { name: 'an entry of another ledger pasted in with the log key', change: withLogKey((db, { size, origin }) => editLeaf(db, size - 2, (leaf) => leaf.replace(origin, `${origin.slice(0, -4)}0000`))), alone: ['ENTRY-LEDGER'] },
  { name: 'a member named twice', change: withLogKey((db, { size }) => editLeaf(db, size - 2, (leaf) => leaf.replace('"body":{', '"body":{"name":"twice",'))), alone: ['ENTRY-NONCANONICAL'] },
  { name: 'white space between members', change: withLogKey((db, { size }) => editLeaf(db, size - 2, (leaf) => leaf.replace('{"actor"', '{ "actor"'))), alone: ['ENTRY-NONCANONICAL'] },
  { name: 'a member that no entry has', change: withLogKey((db, { size }) => editLeaf(db, size - 2, (leaf) => leaf.replace('"v":1}', '"v":1,"z":1}'))), alone: ['ENTRY-MALFORMED'] },
  { name: 'an entry dated before the one before it', change: withLogKey((db, { size }) => editLeaf(db, size - 2, (leaf) => leaf.replace('2026-11-21T10', '2026-11-21T09'))), alone: ['CLOCK'] },
  { name: 'the genesis replaced', change: withLogKey((db) => editLeaf(db, 0, (leaf) => leaf.replace('genesis/v1', 'genesis/v2'))), alone: ['DECISION-SIGNATURE', 'ENTRY-LEDGER', 'GENESIS'] },
  { name: 'a byte that is no UTF-8', change: shell((db) => db.exec(`UPDATE entry SET leaf = replace(leaf, 'before-', CAST(x'ff' AS TEXT) || 'efore-') WHERE seq = 20`)), alone: ['ENTRY-ENCODING', 'HEAD-MISMATCH', 'NODE-MISMATCH', ...history], withPdf: ['EXTERNAL-MISMATCH'] },
  { name: 'the file cut by 8 KiB', change: (scene) => truncateSync(file(scene), readFileSync(file(scene)).length - 8192), alone: ['DB-UNREADABLE'] },
  { name: 'the header of the file zeroed', change: (scene) => overwrite(file(scene), 0, Buffer.alloc(100)), alone: ['DB-UNREADABLE'] },
]
