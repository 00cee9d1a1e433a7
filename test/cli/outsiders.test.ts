import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCosigned, parseCosignerVkey } from '../../electron/tlog/cosignature.ts'
import { parseVkey } from '../../electron/tlog/note.ts'
import { author, createPlace, passphrase, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'

/** Two computers: `place` has the ledger, `other` belongs to somebody else. */
let place: Place
let other: Place
beforeAll(async () => {
  const [ours, theirs] = [await prepareTemplate(), await prepareTemplate('cli-template-of-others')]
  place = createPlace(ours.root)
  other = createPlace(theirs.root)
})
afterAll(removePlaces)

const run = async (at: Place, args: readonly string[], code = 0) => {
  const done = await at.run(['--json', '--workspace', 'workspace', '--as', author, ...args], passphrase(author))
  expect(done, done.stderr).toMatchObject({ code })
  return JSON.parse(done.stdout) as Record<string, unknown>
}
const file = (name: string) => join(place.root, name)

test('a proof goes out and is checked by sha256sum and the checkpoint that it carries', async () => {
  const made = await run(place, ['ledger', 'prove', '1', '--out', 'entry-1.tlog-proof', '--entry', 'entry-1.json'])
  expect(made).toMatchObject({ seq: 1, path: file('entry-1.tlog-proof'), entry: file('entry-1.json') })
  expect(JSON.parse(readFileSync(file('entry-1.json'), 'utf8'))).toMatchObject({ seq: 1, kind: 'person.enrolled/v1' })
  expect(readFileSync(file('entry-1.tlog-proof'), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 1\n/)
  expect(await run(place, ['ledger', 'verify', '--checkpoint', 'entry-1.tlog-proof'])).toMatchObject({ verdict: 'intact', findings: [] })
  expect(await run(place, ['ledger', 'prove', '999', '--out', 'x'], 2)).toMatchObject({ error: { code: 'NOT_FOUND' } })
  expect(await run(place, ['ledger', 'prove', 'x', '--out', 'x'], 2)).toMatchObject({ error: { code: 'BAD_INPUT' } })
})

test('the whole ledger goes out in a folder of its own', async () => {
  const made = await run(place, ['ledger', 'export', 'out'])
  expect(made).toMatchObject({ dir: file('out'), missingBlobs: [], seq: made['size'] })
  expect(readdirSync(file('out'))).toEqual(expect.arrayContaining(['blobs', 'checkpoint', 'log.vkey', 'signatures', 'tile']))
  expect(existsSync(file('out/verify.html'))).toBe(made['verifier'])
  expect(await run(place, ['ledger', 'export', 'out'], 2)).toMatchObject({ error: { code: 'CONFLICT' } })
  // The manual's commands, with the tools of the system alone.
  const leaf = execFileSync('sh', ['-c', `( printf '\\000'; tail -c +3 out/tile/entries/000.p/${String(made['size'])} | head -c $(( $(head -c 2 out/tile/entries/000.p/${String(made['size'])} | od -An -tu1 | awk '{print $1*256+$2}') )) ) | sha256sum | cut -c 1-64`], { cwd: place.root, encoding: 'utf8' }).trim()
  expect(readFileSync(file(`out/tile/0/000.p/${String(made['size'])}`)).subarray(0, 32).toString('hex')).toBe(leaf)
})

test('somebody else cosigns it, and the cosignature comes back', async () => {
  writeFileSync(join(other.root, 'log.vkey'), readFileSync(file('out/log.vkey')))
  writeFileSync(join(other.root, 'checkpoint'), `${(await run(place, ['ledger', 'checkpoint']))['checkpoint'] as string}`)
  expect(await run(other, ['ledger', 'cosign', 'checkpoint', '--key', 'log.vkey', '--out', 'cosigned'])).toMatchObject({ outcome: 'cosigned', firstContact: true })
  const answer = await run(other, ['ledger', 'cosign', 'checkpoint', '--out', 'cosigned'])
  const { vkey, fingerprint } = answer['witness'] as { vkey: string; fingerprint: string }
  writeFileSync(file('cosigned'), readFileSync(join(other.root, 'cosigned')))
  openCosigned(readFileSync(file('cosigned'), 'utf8'), parseVkey(readFileSync(file('out/log.vkey'), 'utf8').trim()), parseCosignerVkey(vkey))
  expect(await run(place, ['ledger', 'witness', 'cosigned', '--key', vkey], 2)).toMatchObject({ error: { code: 'BAD_INPUT' } })
  expect(await run(place, ['ledger', 'witness', 'cosigned', '--key', vkey, '--fingerprint', fingerprint])).toMatchObject({ name: author, own: false })
})

test('a newer state needs the proof that it continues what the witness saw', async () => {
  const seen = JSON.parse(readFileSync(join(other.root, 'checkpoint'), 'utf8').split('\n')[1]!) as number
  await run(place, ['ledger', 'cosign'])
  writeFileSync(join(other.root, 'newer'), `${(await run(place, ['ledger', 'checkpoint']))['checkpoint'] as string}`)
  expect(await run(other, ['ledger', 'cosign', 'newer'], 1)).toMatchObject({ outcome: 'needs_proof', checkpoint: null })
  await run(place, ['ledger', 'consistency', '--from', String(seen), '--out', 'consistency'])
  writeFileSync(join(other.root, 'consistency'), readFileSync(file('consistency')))
  expect(await run(other, ['ledger', 'cosign', 'consistency'])).toMatchObject({ outcome: 'cosigned', firstContact: false })
  expect(await run(other, ['ledger', 'cosign', 'checkpoint'], 1)).toMatchObject({ outcome: 'older' })
  expect(await run(other, ['ledger', 'verify'])).toMatchObject({ verdict: 'intact' })
  expect(await run(place, ['ledger', 'verify', '--level', 'open'])).toMatchObject({ verdict: 'intact', level: 'open' })
  const text = async (...args: string[]) => (await place.run(['--workspace', 'workspace', ...args])).stdout
  expect(await text('ledger', 'verify', '--level', 'open')).toContain('everything with --level full')
  expect(await text('ledger', 'show', '--from', '999')).toMatch(/^The ledger has no entry 999; its newest is \d+\.$/m)
  expect(await text('ledger', 'show', '--type', 'nothing')).toBe('No entry is of the kind "nothing".\n')
})

test('a checkpoint of another ledger says nothing against this one, and the pair is kept where it is asked for', async () => {
  const found = await run(other, ['ledger', 'verify', '--checkpoint', 'checkpoint', '--evidence', 'pair'], 1)
  expect(found).toMatchObject({ verdict: 'intact', findings: [{ kind: 'CHECKPOINT-OTHER-LEDGER' }], against: { outcome: 'other_ledger' } })
  expect(readFileSync(join(other.root, 'pair'), 'utf8')).toMatch(/^countersign\.example\/checkpoint-pair\/v1\nOutcome: other_ledger\n/)
  expect(await run(other, ['ledger', 'verify', '--level', 'deep'], 2)).toMatchObject({ error: { code: 'BAD_INPUT' } })
})
