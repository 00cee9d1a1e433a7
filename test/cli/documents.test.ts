import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMachine } from '../../electron/core/machine.ts'
import { createWorkspace } from '../../electron/core/workspace.ts'
import { cards } from '../domain/documents/cards.ts'
import { author, createPlace, passphrase, removePlaces, type Place } from '../support/cli.ts'
import { passphraseOf, quiet } from '../support/world.ts'

let place: Place
beforeAll(async () => {
  place = createPlace()
  const person = { name: 'Ana Author', email: author, roles: ['data_scientist' as const], passphrase: passphraseOf(author) }
  const { catalog, close } = await createWorkspace({ dir: place.workspace, name: 'Credit', person }, { ...createMachine(), stateDir: join(place.root, 'state') })
  catalog.addUseCase(author, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(author, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(author, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
  close()
})
afterAll(removePlaces)

const run = async (...args: string[]) => {
  const done = await place.run(['--json', '--workspace', 'workspace', 'document', ...args], passphrase(author))
  return { code: done.code, out: JSON.parse(done.stdout) as Record<string, unknown>, err: done.stderr }
}
const file = (name: string) => join(place.root, name)

test('a model card comes in, is sealed, changed, compared and goes out as it came', async () => {
  writeFileSync(file('README.md'), cards['a template filled in']!)
  const draft = (await run('new', 'model_card', '--for', 'credit-lr@1', '--from', 'README.md')).out
  expect(draft).toMatchObject({ id: 'draft-1', subject: { type: 'version', ref: 'credit-lr@1' }, origin: { name: 'README.md' }, missing: [{ id: 'out_of_scope_use' }] })
  const sealed = (await run('seal', 'draft-1')).out
  expect(sealed).toMatchObject({ number: 1, kind: 'model_card' })
  const id = sealed['id'] as string
  await run('export', id, '--format', 'markdown', '--out', 'out.md')
  expect(readFileSync(file('out.md'), 'utf8')).toBe(cards['a template filled in'])
  writeFileSync(file('notes.txt'), 'Notes.')
  expect((await run('attach', id, 'notes.txt')).out).toMatchObject({ id: 'draft-2', base: 1, attachments: [{ name: 'notes.txt', bytes: 6 }] })
  expect((await run('quote', 'draft-2', 'details', 'credit-lr@1#manifest')).out).toMatchObject({ content: { quotes: [{ field: 'details', fact: 'credit-lr@1#manifest' }] } })
  expect((await run('seal', 'draft-2')).out).toMatchObject({ id, number: 2, attachments: 1 })
  const shown = await place.run(['--workspace', 'workspace', 'document', 'diff', id, '1', '2'])
  expect(shown.stdout).toMatch(/From version 1 to version 2\n\nModel Details\n\+ From the record credit-lr@1: SHA-256 of the manifest: [0-9a-f]{64}\n\nAttachments\n\+ notes\.txt/)
  expect((await run('list', '--for', 'credit-lr@1')).out).toMatchObject([{ id, number: 2 }])
})

test('what is wrong is said in a sentence, with code 2 and nothing written', async () => {
  const head = place.head()
  expect(await run('new', 'model_cart', '--for', 'credit-lr@1')).toMatchObject({ code: 2, out: { error: { code: 'NOT_FOUND', message: expect.stringMatching(/There is no kind of document “model_cart”/) as string } } })
  expect(await run('show', 'N-999')).toMatchObject({ code: 2, out: { error: { code: 'NOT_FOUND' } } })
  expect(await run('export', 'N-1', '--format', 'pdf')).toMatchObject({ code: 2, out: { error: { message: '--format is markdown or yaml; “pdf” is neither.' } } })
  expect(place.head()).toBe(head)
})
