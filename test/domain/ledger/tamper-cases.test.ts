import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Verification } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { witnessFile } from '../../../electron/domain/ledger/marks.ts'
import { leafOf } from './sample.ts'
import { seqOf, setScene } from './scene.ts'
import { tamperCases } from './tamper-cases.ts'

const scene = setScene()
const unique = (codes: readonly string[]) => [...new Set(codes)].toSorted()

/** The checkpoint that stands in the one exported PDF, as somebody outside kept it. */
function readPaper(): string {
  const db = new Database(join(scene.folder.dir, 'ledger.db'), { readonly: true })
  const { body } = JSON.parse(leafOf(db, seqOf(db, 'report.exported/v1'))) as { body: { checkpoint: string } }
  db.close()
  return body.checkpoint
}

function keepPaper(paper: string): void {
  const path = witnessFile(scene.folder.dir, scene.origin)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, paper)
}

describe('each way to change a ledger', () => {
  it.each(tamperCases)('$name', ({ change, alone, withPdf = [], paper: outcome }) => {
    const paper = readPaper()
    change(scene)
    scene.forgetMarks()
    const { findings } = scene.verify()
    expect(unique(findings.map(({ kind }) => kind))).toEqual(unique(alone))
    for (const { detail, meaning, action } of findings) for (const sentence of [detail, meaning, action]) expect(sentence).toMatch(/^["\p{L}\d/].*\.$/u)
    keepPaper(paper)
    expect(scene.kinds()).toEqual(unique([...alone, ...withPdf]))
    if (!outcome) return
    const ledger = scene.folder.open()
    expect(ledger.checkCheckpoint(paper)).toMatchObject({ outcome })
    ledger.close()
  })

  it('is reported, but for the two that change only what came after the newest evidence', () => {
    expect(tamperCases.length).toBeGreaterThanOrEqual(38)
    expect(tamperCases.filter(({ alone, withPdf = [], paper }) => alone.length + withPdf.length === 0 && !paper).map(({ name }) => name)).toEqual([
      'an entry after the newest signature and PDF edited with the log key (can not be told)',
      'the last five cut, re-signed with the log key, the PDF older than the cut (can not be told)',
    ])
  })
})

describe('400 single bits turned at random', () => {
  it('are each found, or change nothing that the ledger says', () => {
    const file = join(scene.folder.dir, 'ledger.db')
    const before = readFileSync(file)
    const contents = readContents(file)
    const seed = Date.now() % 2 ** 32
    const random = createRandom(seed)
    let found = 0
    const undetected: number[] = []
    scene.forgetMarks()
    for (let i = 0; i < 400; i++) {
      const bit = Math.floor(random() * before.length * 8)
      const changed = Buffer.from(before)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      writeFileSync(file, changed)
      let verdict: Verification['verdict'] | 'refused'
      try {
        verdict = scene.verify().verdict
      } catch (error) {
        // A file of another format says so in a sentence.
        if (!(error instanceof AppError)) throw new Error(`bit ${bit} of seed ${seed} is not judged`, { cause: error })
        verdict = 'refused'
      }
      if (verdict !== 'intact') found++
      else if (readContents(file) !== contents) undetected.push(bit)
    }
    expect(undetected, `bits that changed the contents unseen, seed ${seed}`).toEqual([])
    expect(found, `seed ${seed}`).toBeGreaterThan(200)
  })
})

function readContents(file: string): string {
  const db = new Database(file, { readonly: true })
  try {
    return JSON.stringify(['entry', 'node', 'head', 'payload'].map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all()))
  } finally {
    db.close()
  }
}

/** mulberry32 */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
