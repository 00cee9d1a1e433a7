import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePaths } from '../../../electron/tlog/bundle.ts'
import { loadFiles, packSigned, stateOf, textIn, type Files } from './forge.ts'
import { author, createPair, receive, send, type Pair } from './workspaces.ts'

let pair: Pair
let request: string
let content: string
beforeAll(async () => {
  pair = await createPair()
  const { documents } = pair.asking.workspace
  const draft = documents.drafts.begin(author, { kind: 'model_card', subject: { type: 'version', ref: 'credit-lr@1' } })
  const file = pair.path('minutes.txt')
  writeFileSync(file, 'Minutes.')
  documents.drafts.attach(author, draft.id, file)
  documents.drafts.quote(author, { id: draft.id, field: 'details', fact: 'credit-lr@1#manifest' })
  content = documents.seal(author, draft.id).sha256
  const thrown = documents.drafts.begin(author, { kind: 'risk_register', subject: { type: 'model', ref: 'credit-lr' } })
  documents.withdraw(author, documents.seal(author, thrown.id).id, 'Not this one.')
  request = send(pair.asking, pair.review, pair.path('request.countersign'))
})
afterAll(() => pair.end())

test('a request carries the documents in force with their files, and they are read elsewhere as they were sealed', async () => {
  const sha256 = createHash('sha256').update('Minutes.').digest('hex')
  expect([...loadFiles(request).keys()]).toEqual(expect.arrayContaining([bundlePaths.blob(content), bundlePaths.blob(sha256)]))
  const id = await receive(pair.signing, request)
  const { documents } = pair.signing.workspace.interop.request(id, author)
  const [ours] = pair.asking.workspace.documents.list({ kind: 'model_card' })
  expect(documents.map((one) => one.content)).toEqual([pair.asking.workspace.documents.get(ours!.id).content])
  await pair.check()
})

const changed = (name: string, change: (files: Files) => void): string => {
  const files = loadFiles(request)
  change(files)
  return packSigned(pair.path(name), pair.asking, files)
}

test('a document without its words, or with others, is refused and changes nothing, even where the log signs it', () => {
  const before = stateOf(pair.signing)
  const text = textIn(loadFiles(request), bundlePaths.blob(content))
  const without = changed('without.countersign', (files) => void files.delete(bundlePaths.blob(content)))
  expect(() => pair.signing.workspace.interop.inspect(without)).toThrow(/a file of N-\d+ \(blobs\/[0-9a-f]{64}\) is missing from it/)
  const extra = changed('extra.countersign', (files) => void files.set(bundlePaths.blob(createHash('sha256').update(`${text} `).digest('hex')), Buffer.from(`${text} `)))
  expect(() => pair.signing.workspace.interop.inspect(extra)).toThrow(/holds a file that the request does not name/)
  expect(stateOf(pair.signing)).toEqual(before)
})
