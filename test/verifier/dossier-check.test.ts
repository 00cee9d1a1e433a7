import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDossier } from '../../verifier/dossier-check.ts'
import { checkExport } from '../../verifier/export-check.ts'
import { readAttachments, type Attachments } from '../../verifier/pdf-attachments.ts'
import { overall, type RecomputedTree, type Result } from '../../verifier/result.ts'
import { createHandouts, type Handouts } from '../support/handouts.ts'
import { fromFolder } from './given.ts'

let made: Handouts
let pdf: Buffer
let attached: Attachments
let known: RecomputedTree | null
beforeAll(async () => {
  made = await createHandouts()
  pdf = readFileSync(made.path('dossier.pdf'))
  attached = (await readAttachments(pdf))!
  known = (await checkExport(fromFolder(made.path('export')), async () => {})).tree
})
afterAll(() => made.end())

const changed = (name: string, change: (text: string) => string): Attachments => {
  const files = new Map(attached.files)
  const before = Buffer.from(files.get(name)!).toString('utf8')
  expect(change(before)).not.toBe(before)
  return { ...attached, files: files.set(name, Buffer.from(change(before))) }
}
const check = (attachments: Attachments, tree: RecomputedTree | null = null) => checkDossier('dossier.pdf', pdf, attachments, tree)
const failing = ({ checks }: Result) => checks.filter(({ state }) => state === 'fails').map(({ title }) => title)

describe('a dossier as it was written', () => {
  it('gives its attachments, byte for byte', () => {
    expect(attached.repeated).toEqual([])
    expect([...attached.files.keys()]).toContain(`signature-${made.proved}.txt`)
    expect(Buffer.from(attached.files.get(`entry-${made.proved}.json`)!).toString()).toBe(made.world.workspace.ledger.read(made.proved).leaf)
  })

  it('holds in every point that it can show alone', () => {
    const result = check(attached)
    expect(result.checks.map(({ state, title }) => `${state}: ${title}`)).toEqual([
      'holds: The checkpoint is signed by the ledger',
      'holds: Every cited entry is in the signed tree',
      'holds: People signed these very texts',
      'holds: bundle.json says what the other attachments say',
      'unchecked: The ledger still continues this dossier',
      'unchecked: The printed pages',
    ])
    expect(overall(result)).toBe('holds')
    expect(result.signatures.map(({ state, what }) => `${state} ${what}`)).toEqual(['holds ENDORSE · credit-lr@1', 'holds APPROVE · credit-lr@1'])
    expect(result.files.map(({ name, state }) => `${name} ${state}`)).toEqual(['manifest.json holds', expect.stringMatching(/^check-\d+\.json holds$/), 'dossier.pdf unchecked'])
  })

  it('is the one that an export of the same ledger records, and the export continues it', () => {
    const result = check(attached, known)
    expect(result.checks.find(({ title }) => title.startsWith('The ledger still'))).toMatchObject({ state: 'holds' })
    expect(result.files.at(-1)).toMatchObject({ state: 'holds' })
  })

  it('is not continued by an export with another history, or an older one', () => {
    const rewritten = { ...known!, rootAt: () => 'another root' }
    expect(failing(check(attached, rewritten))).toEqual(['The ledger still continues this dossier'])
    expect(failing(check(attached, { ...known!, size: 3, rootAt: () => null }))).toEqual(['The ledger still continues this dossier'])
  })
})

describe('a dossier that somebody changed', () => {
  it.for([
    ['checkpoint.txt', (text: string) => text.replace(/\n(\d+)\n/, (_, n: string) => `\n${Number(n) + 1}\n`), 'The checkpoint is signed by the ledger'],
    ['log.vkey', (text: string) => text.replace(/\+.*\+/, '+00000000+'), 'The checkpoint is signed by the ledger'],
    ['entry-0.json', (text: string) => text.replace('Retail', 'Detail'), 'Every cited entry is in the signed tree'],
    ['bundle.json', (text: string) => text.replace('"canonical": "', '"canonical": " '), 'bundle.json says what the other attachments say'],
  ] as const)('in %s is found out', ([name, change, title]) => {
    expect(failing(check(changed(name, change)))).toContain(title)
  })

  it('in a signed text, its key or its entry loses that signature', () => {
    const { proved } = made
    const cases: [string, (text: string) => string, RegExp][] = [
      [`signature-${proved}.txt`, (text) => text.replace('Decision: APPROVE', 'Decision: ENDORSE'), /does not belong to this text/],
      [`signature-${proved}.vkey`, () => 'nonsense', /its key is not attached/],
      [`entry-${proved}.json`, (text) => text.replace('APPROVE', 'DECLINE'), /is not attached with its proof/],
      ['manifest.json', (text) => text.replace('credit', 'kredit'), /another manifest/],
    ]
    for (const [name, change, why] of cases) {
      const result = check(changed(name, change))
      expect(result.checks[2]).toMatchObject({ state: 'fails', found: expect.arrayContaining([expect.stringMatching(why)]) })
      expect(result.signatures.find(({ seq }) => seq === proved)).toMatchObject({ state: 'fails' })
    }
  })

  it('in the manifest or a result fails at that file', () => {
    const name = [...attached.files.keys()].find((one) => /^check-\d+\.json$/.test(one))!
    expect(check(changed(name, (text) => `${text} `)).files.find((file) => file.name === name)).toMatchObject({ state: 'fails' })
    expect(check(changed('manifest.json', (text) => `${text} `)).files.find((file) => file.name === 'manifest.json')).toMatchObject({ state: 'fails' })
  })

  it('by adding a second attachment of one name is found out', async () => {
    const body = deflateSync(Buffer.from('another'))
    const more = Buffer.concat([
      pdf,
      Buffer.from(`\n9000 0 obj\n<<\n/Type /EmbeddedFile\n/Length ${body.byteLength}\n/Filter /FlateDecode\n>>\nstream\n`),
      body,
      Buffer.from('\nendstream\nendobj\n9001 0 obj\n<<\n/Type /Filespec\n/F (manifest.json)\n/EF <<\n/F 9000 0 R\n>>\n>>\nendobj\n'),
    ])
    const attachments = (await readAttachments(more))!
    expect(attachments.repeated).toEqual(['manifest.json'])
    expect(failing(check(attachments))).toContain('Every cited entry is in the signed tree')
  })

  it('by taking its attachments away can not be checked, and says so', () => {
    expect(check({ files: new Map(), repeated: [] }).checks).toMatchObject([{ state: 'fails', title: 'Attachments' }])
  })
})

describe('what is no dossier', () => {
  it('is no PDF', async () => {
    expect(await readAttachments(Buffer.from('hello'))).toBeNull()
  })

  it('is a PDF without attachments, or with ones that explode', async () => {
    expect((await readAttachments(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')))!.files.size).toBe(0)
    const bomb = deflateSync(Buffer.alloc(65 * 1024 * 1024))
    const hostile = Buffer.concat([Buffer.from(`%PDF-1.7\n1 0 obj\n<</Length ${bomb.byteLength} /Filter /FlateDecode>>\nstream\n`), bomb, Buffer.from('\nendstream\nendobj\n2 0 obj\n<</Type /Filespec /F (a) /EF <</F 1 0 R>>>>\nendobj\n')])
    expect((await readAttachments(hostile))!.files.size).toBe(0)
  })
})
