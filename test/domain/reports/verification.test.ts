import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import { digests, leaf, publicKey, signature, unpack } from '../../../electron/domain/reports/dossier/sections/verification.ts'
import { dossier } from './dossiers.ts'

/** Everything here is done with the commands that the dossier prints, in a shell, on the attachments of a real file. */
let folder: string
const input = dossier()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
  const pdf = await renderDossier(input)
  writeFileSync(join(folder, 'FILE.pdf'), pdf)
  mkdirSync(join(folder, 'dossier'))
  const attached = (await (await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise).getAttachments()) as Record<string, { filename: string; content: Uint8Array }>
  for (const { filename, content } of Object.values(attached)) writeFileSync(join(folder, 'dossier', filename), content)
})
afterAll(() => rmSync(folder, { recursive: true }))

const shell = (lines: readonly string[]) => execFileSync('sh', ['-e', '-c', lines.join('\n')], { cwd: join(folder, 'dossier'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const has = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`])
    return true
  } catch {
    return false
  }
}
const file = (name: string) => readFileSync(join(folder, 'dossier', name))

describe('the attachments', () => {
  it('hold everything that is cited, byte for byte', () => {
    const names = readdirSync(join(folder, 'dossier'))
    for (const name of ['bundle.json', 'checkpoint.txt', 'log.vkey', 'manifest.json', 'check-9.json', 'signature-11.txt', 'signature-11.vkey', 'signature-12.txt', 'entry-7.json', 'entry-7.tlog-proof']) expect(names).toContain(name)
    expect(file('checkpoint.txt').toString()).toBe(input.ledger.checkpoint)
    expect(file('signature-12.txt').toString()).toBe(input.reviews[0]!.signatures[1]!.note)
    expect(createHash('sha256').update(file('manifest.json')).digest('hex')).toBe(input.version.manifestHash)
    expect(createHash('sha256').update(file('check-9.json')).digest('hex')).toBe(input.checks[0]!.resultSha256)
  })

  it('have a bundle that says what the pages say', () => {
    const bundle = JSON.parse(file('bundle.json').toString()) as Record<string, unknown>
    expect(bundle).toMatchObject({ schema: 'countersign/dossier/1', countersign: '0.1.0', draft: false, ledger: input.ledger, version: input.version, manifest: input.manifest })
    expect(bundle['reviews']).toEqual(input.reviews)
    expect(bundle['entries']).toEqual(input.entries)
  })
})

describe('the printed commands', () => {
  it.runIf(has('pdfdetach'))('take the attachments out', () => {
    execFileSync('sh', ['-e', '-c', unpack.join('\n').replaceAll('dossier', 'detached').replaceAll('FILE', '../FILE')], { cwd: join(folder, 'dossier') })
    const detached = join(folder, 'dossier', 'detached')
    expect(readdirSync(detached).length).toBeGreaterThan(30)
    expect(readFileSync(join(detached, 'checkpoint.txt'))).toEqual(file('checkpoint.txt'))
    rmSync(detached, { recursive: true })
  })

  it.runIf(has('sha256sum'))('give the digests that are printed', () => {
    const printed = shell(digests(1))
    expect(printed).toContain(input.version.manifestHash)
    expect(printed).toContain(input.checks[0]!.resultSha256)
    expect(shell(leaf(7))).toContain(input.entries.find(({ seq }) => seq === 7)!.leafHash)
  })

  it.runIf(has('openssl'))('verify the checkpoint and each signature, and refuse a changed one', () => {
    expect(shell([...publicKey('log.vkey'), ...signature('checkpoint.txt')])).toContain('Signature Verified Successfully')
    for (const seq of [11, 12]) expect(shell([...publicKey(`signature-${seq}.vkey`), ...signature(`signature-${seq}.txt`)])).toContain('Signature Verified Successfully')
    const note = file('signature-12.txt').toString()
    writeFileSync(join(folder, 'dossier', 'changed.txt'), note.replace('Decision: APPROVE', 'Decision: DECLINE'))
    expect(() => shell([...publicKey('signature-12.vkey'), ...signature('changed.txt')])).toThrow('Command failed')
    expect(() => shell([...publicKey('signature-11.vkey'), ...signature('signature-12.txt')])).toThrow('Command failed')
  })

  it.runIf(has('python3'))('follow every proof to the root with the program of the manual', () => {
    const manual = readFileSync(new URL('../../../docs/verify-without-countersign.md', import.meta.url), 'utf8')
    const program = /```python\n([\s\S]*?)```/.exec(manual)?.[1] ?? ''
    writeFileSync(join(folder, 'dossier', 'proof.py'), program)
    const run = (seq: number) => execFileSync('python3', ['proof.py', `entry-${seq}`], { cwd: join(folder, 'dossier'), encoding: 'utf8', stdio: 'pipe' }).trim()
    for (const { seq } of input.entries) expect(run(seq)).toBe(`entry ${seq} is in the tree of 13 entries`)
    writeFileSync(join(folder, 'dossier', 'entry-7.json'), file('entry-7.json').toString().replace('ana@', 'eve@'))
    expect(() => run(7)).toThrow('not in the tree')
  })
})
