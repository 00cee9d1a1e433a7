import { cpSync, existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyNoteFile } from '../../../electron/domain/ledger/marks.ts'
import type { Ledger } from '../../../electron/domain/ledger/service.ts'
import { createFolder, dataset, quiet, type Folder } from './sample.ts'

const actor = 'a@example.org'

let folder: Folder
let first: Ledger
let other: string
let opened: Ledger[]
beforeEach(() => {
  folder = createFolder()
  first = folder.create()
  first.append(actor, () => dataset('one'))
  other = join(folder.dir, '..', 'other')
  opened = [first]
})
afterEach(() => {
  for (const ledger of opened) ledger.close()
  folder.end()
})

/** As somebody does with a file manager; the log is in the main file once nobody has it open. */
function copyTo(dir: string): void {
  first.flush()
  cpSync(folder.dir, dir, { recursive: true })
}
function open(dir: string): Ledger {
  const ledger = folder.open({ dir })
  opened.push(ledger)
  return ledger
}
const add = (ledger: Ledger, name = 'more') => ledger.append(actor, () => dataset(name))

describe('two copies of one ledger on one computer', () => {
  it('do not both take entries: the second one opens read-only and names the first', () => {
    copyTo(other)
    const second = open(other)
    expect(second.readOnly?.reason).toContain(folder.dir)
    expect(second.elsewhere).toBe(folder.dir)
    expect(() => add(second)).toThrow(folder.dir)
    add(first)
    expect(second.tip().size).toBe(2)
  })

  it('are told apart also where the first is closed, and where a link leads to it', () => {
    copyTo(other)
    first.close()
    expect(open(other).elsewhere).toBe(folder.dir)
    const link = join(folder.dir, '..', 'link')
    symlinkSync(folder.dir, link)
    expect(open(link).readOnly).toBeNull()
  })

  it('change places when a person says so: the first one then takes none, although it was open all the time', async () => {
    copyTo(other)
    const second = open(other)
    second.takeOver()
    expect(() => add(first)).toThrow(/goes on in .*other.*nothing was written/)
    second.close()
    const going = open(other)
    expect(going.readOnly).toBeNull()
    add(going)
    expect(() => add(first)).toThrow(other)
    expect((await going.verify('full', quiet)).verdict).toBe('intact')
    // Closed and opened again, it is simply the older one.
    first.close()
    expect(open(folder.dir).readOnly?.reason).toContain('newer state')
  })

  it('do not change places where the first has gone on meanwhile', () => {
    copyTo(other)
    const second = open(other)
    add(first)
    expect(() => second.takeOver()).toThrow('it is the newer one')
    add(first, 'and on')
  })

  it('end with the other one: where it is gone, moved or another ledger, this one takes entries', () => {
    copyTo(other)
    first.close()
    const away = join(folder.dir, '..', 'away')
    renameSync(folder.dir, away)
    expect(open(away).readOnly, 'the same file under another name').toBeNull()
    rmSync(away, { recursive: true })
    const second = open(other)
    expect(second.readOnly).toBeNull()
    add(second)
  })

  it('are of no concern where the other is the older one: the newer goes on, and the older can not', () => {
    copyTo(other)
    add(first)
    first.flush()
    const newest = join(folder.dir, '..', 'newest')
    cpSync(folder.dir, newest, { recursive: true })
    first.close()
    // The older copy is put where the place was.
    rmSync(folder.dir, { recursive: true })
    cpSync(other, folder.dir, { recursive: true })
    expect(open(newest).readOnly).toBeNull()
    expect(open(folder.dir).readOnly?.reason).toContain('newer state')
  })

  it('go by the computer: a state directory that was copied, or a damaged note, speaks of none', () => {
    const copied = folder.copy()
    const elsewhere = copied.open()
    expect(elsewhere.readOnly).toBeNull()
    elsewhere.close()
    copied.end()
    writeFileSync(copyNoteFile(folder.stateDir, first.origin), '{')
    copyTo(other)
    const second = open(other)
    expect(second.readOnly).toBeNull()
    expect(() => add(first)).toThrow(other)
  })

  it('leave no lock behind: the note is all that stays', () => {
    expect(existsSync(copyNoteFile(folder.stateDir, first.origin))).toBe(true)
    first.close()
    const again = open(folder.dir)
    add(again)
    expect(again.readOnly).toBeNull()
  })
})
