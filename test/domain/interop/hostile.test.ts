import { readFileSync, symlinkSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSigner } from '../../../electron/tlog/note.ts'
import { bundlePaths } from '../../../electron/tlog/bundle.ts'
import { toCanonical } from '../../../electron/tlog/canonical.ts'
import { founder, quiet } from '../../support/world.ts'
import { loadFiles, pack, packSigned, patchBytes, patchRecord, stateOf, textIn, type Files } from './forge.ts'
import { createPair, receive, requestReview, send, type Pair } from './workspaces.ts'

let pair: Pair
let request: string
beforeAll(async () => {
  pair = await createPair()
  request = send(pair.asking, pair.review, pair.path('request.countersign'))
})
afterAll(() => pair.end())

const spaces = (count: number) => Buffer.alloc(count, 0x20)
const changed = (change: (files: Files) => void) => {
  const files = loadFiles(request)
  change(files)
  return files
}
const aBlob = (files: Files) => [...files.keys()].find((path) => path.startsWith('blobs/'))!
const anEntry = (files: Files) => [...files.keys()].findLast((path) => path.endsWith('.json'))!
const reviewSeq = () => Number(pair.review.slice(2))
const editEntry = (files: Files, seq: number, edit: (entry: Record<string, unknown>) => unknown) => {
  const path = bundlePaths.entry(seq)
  files.set(path, Buffer.from(toCanonical(edit(JSON.parse(textIn(files, path)) as Record<string, unknown>))))
}

/** Each makes a file that must be refused, with what its sentence says. */
const cases: Record<string, [make: (path: string) => string, sentence: RegExp]> = {
  'no zip at all': [(path) => (writeFileSync(path, 'not a bundle'), path), /does not begin as a zip file/],
  'an empty file': [(path) => (writeFileSync(path, ''), path), /does not begin as a zip file/],
  'a truncated file': [(path) => (copyFileSync(request, path), truncateSync(path, readFileSync(request).length - 100), path), /end is missing/],
  'bytes appended': [(path) => (writeFileSync(path, Buffer.concat([readFileSync(request), Buffer.from('x')])), path), /end is missing, or something was appended/],
  'bytes between the files': [
    (path) => {
      const bytes = readFileSync(request)
      const end = bytes.subarray(-22)
      const begin = end.readUInt32LE(16)
      end.writeUInt32LE(begin + 3, 16)
      writeFileSync(path, Buffer.concat([bytes.subarray(0, begin), Buffer.from('xyz'), bytes.subarray(begin)]))
      return path
    },
    /bytes in it that belong to no file/,
  ],
  'a file that announces 3 GiB': [(path) => lie(path, 1, 3 * 2 ** 30), /would unpack to 3221225472 bytes/],
  'a zip bomb by ratio': [(path) => pack(path, new Map([['checkpoint', spaces(4_000_000)]])), /times its size, as only a file made to fill the disk/],
  'a file larger than any': [(path) => lie(path, 1, 33 * 2 ** 20), /would unpack to 34603008 bytes; 33554432 are allowed/],
  'files that unpack to too much together': [(path) => lie(path, 150, 1_000_000), /its files would unpack to 150000000 bytes; 134217728 are allowed/],
  'a file that unpacks to more than it announces': [(path) => lie(path, 1, 10), /unpacks to more than the 10 bytes that it announces/],
  'too many files': [(path) => pack(path, new Map(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, new Uint8Array()] as const))), /it holds 5000 files/],
  'a path that leads out': [(path) => pack(path, new Map([['../../outside', spaces(1)]])), /path leads out of the bundle/],
  'an absolute path': [(path) => pack(path, new Map([['/etc/passwd', spaces(1)]])), /absolute path .*passwd/],
  'an absolute path of Windows': [(path) => pack(path, new Map([['C:\\x', spaces(1)]])), /absolute path .*C:/],
  'a path with backslashes': [(path) => pack(path, new Map([['blobs\\x', spaces(1)]])), /a folder or a path that no bundle has/],
  'a folder': [(path) => pack(path, new Map([['blobs/', new Uint8Array()]])), /a folder or a path that no bundle has \("blobs\/"\)/],
  'a name with a line feed': [(path) => pack(path, new Map([['a\nb', spaces(1)]])), /name is empty, too long or not plain text/],
  'a link': [(path) => patchRecord(request, path, 'attributes', 0xa1ff0000), /log\.vkey is a link or a special file/],
  'an encrypted file': [(path) => patchRecord(request, path, 'flags', 1), /encrypted/],
  'a directory that names another file': [(path) => patchRecord(request, path, 'method', 0), /log\.vkey/],
  'two files of one name': [
    (path) => patchBytes(pack(path, new Map([['aaa1', spaces(1)], ['aaa2', spaces(2)]])), path, 'aaa2', 'aaa1'),
    /two files named aaa1/,
  ],
  'files that overlap': [(path) => patchRecord(request, path, 'offset', 0), /files overlap or hide between others/],
  'garbled deflate data': [
    (path) => {
      const bytes = readFileSync(request)
      bytes.fill(0xff, 60, 120)
      writeFileSync(path, bytes)
      return path
    },
    /damaged/,
  ],
  'another version of the format': [(path) => pack(path, changed((files) => files.set('bundle.note', resigned('countersign.example/bundle/v2\nBundle: request\n')))), /format 2/],
  'a list of contents of another form': [(path) => pack(path, changed((files) => files.set('bundle.note', resigned('countersign.example/bundle/v1\nBundle: gift\n')))), /form of a list of contents/],
  'no list of contents': [(path) => pack(path, changed((files) => files.delete('bundle.note'))), /bundle\.note is missing/],
  'no key of the log': [(path) => pack(path, changed((files) => files.delete('log.vkey'))), /log\.vkey is missing/],
  'an unsigned list of contents': [(path) => pack(path, changed((files) => files.set('bundle.note', Buffer.from(textIn(files, 'bundle.note').split('\n\n')[0]!)))), /not signed by the key/],
  'a list signed by another key': [(path) => pack(path, changed((files) => files.set('log.vkey', Buffer.from(`${stranger.vkey}\n`)))), /bundle\.note is not signed by the key of countersign\.example\/ledger\/0000/],
  'a list that was edited': [
    (path) => pack(path, changed((files) => files.set('bundle.note', Buffer.from(textIn(files, 'bundle.note').replace('Exported-By: author', 'Exported-By: other1'))))),
    /list of contents was changed/,
  ],
  'a file that is not listed': [(path) => pack(path, changed((files) => files.set('blobs/extra', spaces(1)))), /does not list: blobs\/extra/],
  'a listed file of no known kind': [(path) => packSigned(path, pair.asking, changed((files) => files.set('run.exe', spaces(1)))), /no bundle of format 1 has: run\.exe/],
  'a listed file that is missing': [(path) => pack(path, changed((files) => files.delete(aBlob(files)))), /which bundle\.note lists, is missing/],
  'an altered blob': [(path) => pack(path, changed((files) => files.set(aBlob(files), spaces(10)))), /was altered: it does not have the digest that bundle\.note gives/],
  'an altered blob, listed anew': [(path) => packSigned(path, pair.asking, changed((files) => files.set(aBlob(files), spaces(10)))), /does not have the digest that is its name/],
  'a blob that nothing names': [
    (path) => packSigned(path, pair.asking, changed((files) => files.set('blobs/36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068', spaces(1)))),
    /does not name: blobs\/36a9/,
  ],
  'a blob left out': [(path) => packSigned(path, pair.asking, changed((files) => files.delete(aBlob(files)))), /\(blobs\/[0-9a-f]{64}\) is missing from it/],
  'an entry that was edited': [
    (path) => packSigned(path, pair.asking, changed((files) => editEntry(files, reviewSeq(), (entry) => ({ ...entry, body: { ...(entry['body'] as object), message: 'Just sign.' } })))),
    /proof of entry \d+ does not lead to the signed root/,
  ],
  'an entry of another ledger': [
    (path) => packSigned(path, pair.asking, changed((files) => editEntry(files, 0, (entry) => ({ ...entry, ledger: pair.signing.workspace.ledger.origin })))),
    /entry 0 belongs to the ledger/,
  ],
  'an entry under another number': [(path) => packSigned(path, pair.asking, changed((files) => files.set(anEntry(files), files.get('entries/0.json')!))), /holds another one/],
  'a forged proof': [
    (path) => packSigned(path, pair.asking, changed((files) => files.set(bundlePaths.proof(reviewSeq()), files.get(bundlePaths.proof(0))!))),
    /the entry is not in that ledger/,
  ],
  'a proof that is none': [(path) => packSigned(path, pair.asking, changed((files) => files.set(bundlePaths.proof(0), Buffer.from('index 0')))), /proof of entry 0 is not a proof of inclusion/],
  'an entry without its proof': [(path) => packSigned(path, pair.asking, changed((files) => files.delete(bundlePaths.proof(0)))), /entries\/0\.tlog-proof is missing/],
  'an entry left out': [
    (path) => packSigned(path, pair.asking, changed((files) => ['json', 'tlog-proof'].forEach((end) => files.delete(`entries/0.${end}`)))),
    /entry 0, which names the ledger/,
  ],
  'a huge entry': [(path) => packSigned(path, pair.asking, changed((files) => files.set('entries/0.json', Buffer.from(`"${'x'.repeat(70_000)}"`)))), /larger than the 65535 bytes/],
  'a deeply nested entry': [(path) => packSigned(path, pair.asking, changed((files) => files.set('entries/0.json', Buffer.from('['.repeat(30_000) + ']'.repeat(30_000))))), /nested deeper than 64/],
  'an entry with two members of one name': [
    (path) => packSigned(path, pair.asking, changed((files) => files.set('entries/0.json', Buffer.from(textIn(files, 'entries/0.json').replace('{', '{"actor":"x",'))))),
    /canonical form/,
  ],
  'an entry that is not JSON': [(path) => packSigned(path, pair.asking, changed((files) => files.set('entries/0.json', Buffer.from('{')))), /entry 0 is not JSON/],
  'a forged checkpoint': [
    (path) => packSigned(path, pair.asking, changed((files) => files.set('checkpoint', Buffer.from(textIn(files, 'checkpoint').replace(/\n\d+\n/, '\n9999\n'))))),
    /checkpoint is not signed by the key/,
  ],
  'a list from another origin': [(path) => packSigned(path, pair.asking, loadFiles(request), { ledger: 'countersign.example/ledger/elsewhere' }), /it says that it comes from countersign\.example\/ledger\/elsewhere/],
  'a list that names another request': [(path) => packSigned(path, pair.asking, loadFiles(request), { review: 'R-1' }), /names another request than it holds/],
  'a list that names an entry of another kind': [(path) => packSigned(path, pair.asking, loadFiles(request), { review: 'R-0', entry: 0 }), /entry 0 \(review\.opened\/v1\)/],
  'a consistency proof of no use': [(path) => packSigned(path, pair.asking, changed((files) => files.set('consistency/3.add-checkpoint', Buffer.from('old 3\n\nx')))), /consistency\/3\.add-checkpoint is not a proof/],
  'a folder instead of a file': [() => pair.path('.'), /is a folder/],
  'a file that is not there': [() => pair.path('nothing.countersign'), /does not exist/],
}

const stranger = createSigner('countersign.example/ledger/00000000000000000000000000000000', Buffer.alloc(32, 7))

function resigned(text: string): Uint8Array {
  return Buffer.from(pair.asking.workspace.ledger.signBundle(text.replace('/v2', '/v1')).replace('/bundle/v1', text.includes('/v2') ? '/bundle/v2' : '/bundle/v1'))
}

/** Files of a thousand spaces each, which announce another size in directory and header alike. */
function lie(path: string, files: number, size: number): string {
  const bytes = readFileSync(pack(path, new Map(Array.from({ length: files }, (_, i) => [`f${i}`, spaces(1_000)] as const))))
  for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50; at += 46 + bytes.readUInt16LE(at + 28)) {
    bytes.writeUInt32LE(size, at + 24)
    bytes.writeUInt32LE(size, bytes.readUInt32LE(at + 42) + 22)
  }
  writeFileSync(path, bytes)
  return path
}

const sentences: string[] = []

test.each(Object.entries(cases))('%s is refused, and nothing is written', async (name, [make, sentence]) => {
  const before = stateOf(pair.signing)
  const path = make(pair.path(`${name.replaceAll(/[^a-z0-9]/gi, '-')}.countersign`))
  const { interop } = pair.signing.workspace
  expect(() => interop.inspect(path)).toThrow(sentence)
  try {
    await interop.import(founder, { path, confirmed: [] }, quiet)
  } catch (error) {
    sentences.push((error as Error).message)
  }
  expect(sentences.at(-1)).toMatch(sentence)
  expect(stateOf(pair.signing)).toEqual(before)
})

test('every refusal has a sentence of its own', () => {
  const kinds = sentences.map((one) => one.replace(/^\S+ /, '').replaceAll(/\d+/g, '#'))
  expect(sentences).toHaveLength(Object.keys(cases).length)
  // Two cases each do not begin as a zip file, lack their end, announce a huge file, and are not in the tree.
  expect(new Set(kinds).size).toBe(kinds.length - 4)
})

test('a link to a bundle is read like the file itself', () => {
  const link = pair.path('link.countersign')
  symlinkSync(request, link)
  expect(pair.signing.workspace.interop.inspect(link).request?.id).toBe(pair.review)
})

test('a second request over a history that was rewritten is refused with both notes', async () => {
  const { asking, signing, path } = pair
  await receive(signing, request)
  const seen = asking.workspace.ledger.checkpointAt(asking.workspace.ledger.tip().size - 1)
  const other = await requestReview(asking, 'other-lr')
  const forked = forkedBundle(send(asking, other, path('other.countersign')))
  const before = stateOf(signing)
  const view = signing.workspace.interop.inspect(forked)
  expect(view.refusal).toMatchObject({ code: 'CONFLICT', sentence: expect.stringContaining('History forked') as string })
  expect(view.fork).toEqual({ seen, brought: view.ledger.checkpoint })
  const refused = () => signing.workspace.interop.import(founder, { path: forked, confirmed: view.parties.map(({ fingerprint }) => fingerprint) }, quiet)
  await expect(refused()).rejects.toThrow(view.fork!.seen)
  await expect(refused()).rejects.toThrow(view.fork!.brought)
  expect(stateOf(signing)).toEqual(before)
})

/** The same bundle with a consistency proof that does not lead from what the receiver has seen: two branches of one log. */
function forkedBundle(path: string): string {
  const files = loadFiles(path)
  const proof = [...files.keys()].find((name) => name.startsWith('consistency/'))!
  const lines = textIn(files, proof).split('\n')
  lines[1] = Buffer.alloc(32, 1).toString('base64')
  files.set(proof, Buffer.from(lines.join('\n')))
  return packSigned(pair.path('forked.countersign'), pair.asking, files)
}
