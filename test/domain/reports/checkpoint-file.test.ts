import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../../electron/domain/reports/checkpoint-file.ts'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import { dossier } from './dossiers.ts'
import { bare } from './hard-dossiers.ts'

let folder: string
const note = dossier().ledger.checkpoint
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const refusal = (path: string): { code: string; message: string } => {
  try {
    readCheckpoint(path)
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error(`${path} was read`)
}
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a checkpoint', () => {
  it('is read from a text file, with Windows line ends too', () => {
    expect(readCheckpoint(put('a.txt', note))).toBe(note)
    expect(readCheckpoint(put('b.txt', note.replaceAll('\n', '\r\n')))).toBe(note)
    expect(readCheckpoint(put('c.txt', note.trimEnd()))).toBe(note)
  })

  it('is read from a dossier', async () => {
    expect(readCheckpoint(put('a.pdf', await renderDossier(dossier())))).toBe(note)
  })

  it.runIf(hasQpdf())('is read from a dossier that another program has saved again', async () => {
    const path = put('b.pdf', await renderDossier(dossier()))
    for (const options of [['--object-streams=generate', '--linearize'], ['--stream-data=uncompress'], ['--recompress-flate', '--compression-level=1']]) {
      execFileSync('qpdf', [...options, path, join(folder, 'saved.pdf')])
      expect(readCheckpoint(join(folder, 'saved.pdf'))).toBe(note)
    }
  })
})

describe('anything else', () => {
  it('is refused with what it is', () => {
    expect(refusal(join(folder, 'missing'))).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('does not exist') as string })
    expect(refusal(folder)).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('is a folder') as string })
    for (const [name, content] of [['empty', ''], ['prose.txt', 'Hello\n'], ['statement.txt', dossier().reviews[0]!.signatures[0]!.note], ['binary', Buffer.alloc(200_000, 0xff)], ['half.txt', note.slice(0, 60)]] as const) {
      expect(refusal(put(name, content)), name).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('holds no checkpoint') as string })
    }
  })

  it('a PDF of somebody else has none, and one that explodes costs nothing', () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000))
    const foreign = Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n'), bomb, Buffer.from('\nendstream\nendobj\n')])
    expect(refusal(put('foreign.pdf', foreign))).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('a PDF without a checkpoint') as string })
  })

  it('a PDF with two checkpoints that differ is not believed', async () => {
    const both = Buffer.concat([await renderDossier(dossier()), await renderDossier(bare())])
    expect(refusal(put('both.pdf', both))).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('several checkpoints') as string })
    expect(readFileSync(join(folder, 'both.pdf')).byteLength).toBe(both.byteLength)
  })
})

function hasQpdf(): boolean {
  try {
    execFileSync('qpdf', ['--version'])
    return true
  } catch {
    return false
  }
}
