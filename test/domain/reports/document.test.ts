import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import type { DossierInput } from '../../../electron/domain/reports/dossier/input.ts'
import { toAssessed } from '../../../shared/assessing.ts'
import { formOf } from '../../../electron/domain/documents/forms.ts'
import { sealedDocument } from '../../../shared/contract/documents.ts'
import { resultOf } from '../../support/checks.ts'
import { answers, questions } from '../../support/tiering.ts'
import { dossier } from './dossiers.ts'
import { bare, conditional, crowded, open, questioned, rejected, returned } from './hard-dossiers.ts'
import { germanCheck, toGroup, toResult } from './german-credit.ts'
import { runOff } from './run-off.ts'

interface Read {
  pdf: PDFDocumentProxy
  /** Text of each page, in reading order, with single spaces. */
  pages: string[]
  text: string
}

async function read(input: DossierInput): Promise<Read> {
  const pdf = await getDocument({ data: new Uint8Array(await renderDossier(input)), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' ').replace(/\s+/g, ' '))
  }
  return { pdf, pages, text: pages.join('\n') }
}

const squeezed = (text: string) => text.replace(/\s+/g, '')

describe('the same input', () => {
  const render = "import { dossier } from './test/domain/reports/dossiers.ts'; import { renderDossier } from './electron/domain/reports/dossier/document.ts'; import { createHash } from 'node:crypto'; process.stdout.write(createHash('sha256').update(await renderDossier(dossier())).digest('hex'))"

  it('gives the same bytes twice, and in another time zone and locale', async () => {
    const digest = createHash('sha256').update(await renderDossier(dossier())).digest('hex')
    expect(createHash('sha256').update(await renderDossier(dossier())).digest('hex')).toBe(digest)
    const env = { ...process.env, TZ: 'Pacific/Chatham', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', NODE_OPTIONS: '' }
    expect(execFileSync(process.execPath, ['--input-type=module-typescript', '-e', render], { env, encoding: 'utf8' })).toBe(digest)
  })
})

describe('the approved dossier', () => {
  let read1: Read
  const input = dossier()
  beforeAll(async () => {
    read1 = await read(input)
  })
  afterAll(() => read1.pdf.cleanup())

  it('says on the cover what it is, for what, in which state and as of when', () => {
    const [coverPage = ''] = read1.pages
    for (const said of ['credit-lr@1', 'for Retail credit, loans up to 10,000 EUR', 'approved until 20 November 2027', '2, elevated', 'entry 12, 20 November 2026, 10:06:07 UTC', 'countersign.example/ledger/7f3a9c21…']) {
      expect(squeezed(coverPage)).toContain(squeezed(said))
    }
  })

  it('gives every signature with name, role, meaning, time, offset, reason, fingerprint and the statement word for word', () => {
    for (const { name, email, at, fingerprint, note, reason } of input.reviews[0]!.signatures) {
      for (const said of [name, email, fingerprint, `${at.slice(11, 19)} UTC`, '+01:00', reason, ...note.split('\n')]) expect(squeezed(read1.text)).toContain(squeezed(said))
    }
  })

  it('gives every digest, every count and every judged number with n, interval and threshold', () => {
    const { manifest, snapshots, checks, ledger, entries } = input
    const [check] = checks
    const digests = [input.version.manifestHash, manifest.artefact!.sha256, manifest.code!.commit, manifest.environment!.lockfile.sha256, snapshots[0]!.sha256, check!.inputs[0]!.sha256, check!.resultSha256, ledger.root, ledger.origin]
    for (const digest of [...digests, ...entries.map(({ leafHash }) => leafHash), ...ledger.checkpoint.split('\n')]) expect(squeezed(read1.text)).toContain(squeezed(digest))
    for (const group of resultOf('fairness', check!.result).groups) for (const number of [group.n, group.tp, group.fp, group.fn, group.tn]) expect(read1.text).toContain(` ${number} `)
    for (const { value, low, high } of check!.result!.metrics) expect(squeezed(read1.text)).toContain(`${value!.toFixed(3)}${low!.toFixed(3)}to${high!.toFixed(3)}`)
    expect(read1.text).toContain('29 CFR 1607.4(D), four-fifths')
    for (const word of ['VARCHAR', 'BIGINT', 'DOUBLE']) expect(read1.text).not.toContain(word)
    expect(read1.text).toContain('in entry 8, before the outcome was known')
  })

  it('numbers its pages, and repeats subject and state on each but the cover', () => {
    const count = read1.pages.length
    read1.pages.forEach((page, at) => {
      expect(page).toContain(`Page ${at + 1} of ${count}`)
      expect(page.includes('credit-lr@1 · approved until 20 November 2027')).toBe(at > 0)
    })
  })

  it('prints what a document says, what does not apply, what the record says, and MISSING for what is required and empty', async () => {
    const form = formOf('use_case_record')
    const content = sealedDocument.parse({ schema: 'countersign/document/1', kind: form.kind, form: 1, subject: { type: 'use_case', ref: 'U-2', sha256: null }, title: 'Credit for households', fields: { business_need: 'Too slow today.' }, notApplicable: { foreseeable_misuse: 'Internal only.' }, text: 'One more **word**.\n\n## Limits of use\n\n- Nobody under 18\n\n| Segment | n |\n| --- | ---: |\n| all | 1,000 |\n', quotes: [{ field: 'users', fact: 'U-2#owner', source: 'U-2', label: 'Owner', value: 'ana@example.org' }], attachments: [], origin: null })
    const shown = { number: 1, seq: 6, at: '2026-11-20T10:06:31.402Z', by: 'ana@example.org', title: content.title, sha256: 'ab'.repeat(32), bytes: 10, filled: 3, missing: 1 }
    const written = { ...shown, id: 'N-6', kind: form.kind, kindTitle: form.title, subject: { type: 'use_case' as const, ref: 'U-2' }, subjectTitle: 'Retail credit (U-2)', authors: ['ana@example.org'], boundTo: null, attachments: 0, tier: 2 as const, missing: [{ id: 'users', title: 'Users' }], open: { items: 0, high: 0, overdue: 0 }, withdrawn: null, form, versions: [shown], shown, content, erased: null, contentText: '{}' }
    const { text } = await read(dossier({ documents: [written] }))
    for (const line of ['Credit for households (N-6)', 'Too slow today.', 'Not applicable: Internal only.', 'From the record U-2: Owner: ana@example.org', 'One more word.', 'Limits of use', 'Nobody under 18', 'Segment', 'MISSING', 'Users']) expect(text).toContain(line)
    for (const mark of ['**', '## ', '| ---']) expect(text).not.toContain(mark)
  })

  it('has the chapters on the pages that its contents name', async () => {
    const [coverPage = '', ...rest] = read1.pages
    for (const { title } of await read1.pdf.getOutline()) {
      const page = rest.findIndex((text) => squeezed(text).includes(squeezed(title)))
      expect(page, title).toBeGreaterThanOrEqual(0)
      expect(squeezed(coverPage)).toContain(`${squeezed(title)}${page + 2}`)
    }
  })

  it('is a tagged document with a language, a title and an outline', async () => {
    expect(await read1.pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const { info, metadata } = await read1.pdf.getMetadata()
    expect(info).toMatchObject({ Title: 'Dossier of credit-lr@1 for Retail credit, loans up to 10,000 EUR', Producer: 'Countersign 0.1.0', CreationDate: 'D:20261120100607Z', Language: 'en-GB' })
    expect(metadata?.get('dc:title')).toBe('Dossier of credit-lr@1 for Retail credit, loans up to 10,000 EUR')
    expect((await read1.pdf.getOutline()).map(({ title }) => title)).toHaveLength(13)
  })

  it('has headings, tables with scoped headers, and figures that say what they show', async () => {
    const found: { roles: Record<string, number>; alts: string[] } = { roles: {}, alts: [] }
    const visit = (node: unknown) => {
      const { role, alt, children } = node as { role?: string; alt?: string; children?: unknown[] }
      if (role) found.roles[role] = (found.roles[role] ?? 0) + 1
      if (role === 'Figure') found.alts.push(alt ?? '')
      for (const child of children ?? []) visit(child)
    }
    for (let number = 1; number <= read1.pdf.numPages; number++) visit(await (await read1.pdf.getPage(number)).getStructTree())
    for (const role of ['Document', 'H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure', 'L', 'LI', 'Link']) expect(found.roles[role], role).toBeGreaterThan(0)
    expect(found.roles['H1']).toBe(1)
    expect(found.alts).toHaveLength(7)
    expect(found.alts[0]).toBe('Lineage of credit-lr@1 in 9 boxes. The table of steps says the same.')
    expect(found.alts[1]).toContain('female 0.732 (0.680 to 0.778)')
  })
})

describe('metadata', () => {
  it('survives names that would break XML', async () => {
    const base = dossier()
    const { pdf } = await read({ ...base, useCase: { ...base.useCase, name: 'Loans <10k> & "cards"' }, ledger: { ...base.ledger, name: "R&D's" } })
    expect((await pdf.getMetadata()).metadata?.get('dc:title')).toBe('Dossier of credit-lr@1 for Loans <10k> & "cards"')
  })
})

describe('states that are not approval', () => {
  it('says rejected, by whom and why', async () => {
    const { pages, text } = await read(rejected())
    expect(pages[0]).toContain('rejected')
    expect(squeezed(text)).toContain(squeezed('Rejected: The gap by age is outside the limit'))
    expect(squeezed(text)).toContain(squeezed('What Fay Final signed (entry 11), word for word'))
    expect(text.match(/not signed/g)).toHaveLength(2)
  })

  it('says open, and which places are empty', async () => {
    const { pages } = await read(open())
    expect(pages[0]).toContain('in review')
    expect(pages[1]).toContain('Missing: review signature and approval signature.')
    expect(pages[1]!.match(/nobody/g)).toHaveLength(2)
    expect(pages[1]).toContain('open, not yet')
  })

  it('keeps the signatures of a returned revision in sight and says that they no longer count, for whom they were given, and the way of the request', async () => {
    const { text } = await read(returned())
    expect(text).toContain('2 signatures below no longer count.')
    expect(text.match(/(approved|endorsed), void/g)).toHaveLength(2)
    for (const said of ['Revision 1', 'on behalf of Ana Author', 'C-20 was added to the evidence after the submission.', 'No drift test of this version is there.', 'The new file is not in the evidence.', 'changes requested', 'with the act of Ana Author']) {
      expect(squeezed(text)).toContain(squeezed(said))
    }
  })

  it('prints the conditions of an approval as they were signed', async () => {
    const { pages, text } = await read(conditional())
    expect(pages[0]).toContain('approved with conditions until 20 November 2027')
    expect(squeezed(text)).toContain(squeezed('It holds until 20 November 2027, as long as its conditions are kept.'))
    expect(squeezed(text).match(/Explainthegapbyage\(byana@example\.org,until2027-02-01;shownby:asecondfairnesscheck;compensatingcontrol:Casesofpeopleof25orunderaredecidedbyhand\)/g)).toHaveLength(2)
  })

  it('lists findings, challenges, conditions and waivers with what became of them, what tests were made on and who used it, and says where there were none', async () => {
    expect((await read(dossier())).text).toContain('No finding, challenge, condition or waiver was recorded for this version.')
    const { text } = await read(questioned())
    for (const said of ['high, open', 'Young applicants are selected less often', 'Remediated with C-9: Measured again.', 'Why is the method right?', 'Answered by Ana Author <ana@example.org>: It was agreed.', 'model card may be missing', 'Compensating control: A clerk looks.', 'until 1 February 2027', 'overdue', 'Test set held-out@1', 'Rui', 'by applicant, seed 7', 'C-9 (fairness, use 2)', 'Opened before: the tests are not independent', 'run x, as train data', 'before the seal', 'Test data open.csv', '4 uses of these bytes']) {
      expect(squeezed(text)).toContain(squeezed(said))
    }
  })

  it('says of each signature on which device it was made, whose it shares, and with how many it was given', async () => {
    const { text } = await read(conditional())
    for (const said of ['Made on the same device as another person’s: Rui Reviewer (entry 11), Fay Final (entry 12).', 'signed in a batch of 3', 'device abababab…', 'same device as Fay Final (entry 12)']) expect(squeezed(text)).toContain(squeezed(said))
    expect(squeezed((await read(returned())).text)).toContain(squeezed('device not recorded'))
  })

  it('names what is missing, and marks a draft on every page', async () => {
    const { text, pages } = await read(bare())
    for (const said of ['no review requested', 'The manifest has no artefact, no data, no code, no environment', 'No check was run on this version', 'No parameters are recorded']) expect(text).toContain(said)
    for (const page of pages) expect(page).toContain('DRAFT, not recorded in the ledger')
  })
})

it('breaks no number over two lines, however many columns there are', async () => {
  const check = germanCheck(toResult([toGroup({ sex: 'female' }, [1686, 1241, 1164, 1483]), toGroup({ sex: 'male' }, [2347, 1079, 1370, 1209])], ['sex']))
  const { text } = await read(dossier({ checks: [check] }))
  for (const number of ['5,574', '6,005', '1,686', '1,483', '2,347', '1,079']) expect(text).toContain(number)
})

describe('values that are not there', () => {
  it('are shown with their reason, and judged by nobody', async () => {
    const check = germanCheck(toResult([toGroup({ sex: 'female' }, [0, 3, 0, 40]), toGroup({ sex: 'male' }, [1, 0, 0, 1])], ['sex']))
    const { text } = await read(dossier({ checks: [check] }))
    expect(squeezed(text)).toContain(squeezed('undefined: its denominator is 0'))
    expect(text).toContain('fewer than two groups are large enough')
    expect(text).toContain('too few')
    expect(text).toContain('male †')
  })
})

describe('long inputs', () => {
  it('stay on the page: 60 groups, 300 packages, 12 signatures, long names and foreign signs', async () => {
    const { pdf, text, pages } = await read(crowded())
    expect(text).toContain('Region 57')
    expect(text).toContain('package-299')
    expect(squeezed(text)).toContain('[U+6F22][U+5B57][U+202E]evil')
    expect(text).not.toContain('\u202e')
    expect(pages.length).toBeLessThan(70)
    expect(await runOff({ pdf })).toEqual([])
    for (let number = 1; number <= pdf.numPages; number++) {
      const { items } = await (await pdf.getPage(number)).getTextContent()
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue
        const [, , , , x = 0, y = 0] = item.transform as number[]
        expect(x, item.str).toBeGreaterThanOrEqual(55)
        expect(x + item.width, item.str).toBeLessThanOrEqual(595.28 - 40)
        expect(y, item.str).toBeGreaterThan(25)
      }
    }
  })
})

const hasQpdf = ((): boolean => {
  try {
    execFileSync('qpdf', ['--version'])
    return true
  } catch {
    return false
  }
})()

describe('the file', () => {
  it.runIf(hasQpdf)('has no error that qpdf can find', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qpdf-'))
    try {
      for (const [name, input] of [['approved', dossier()], ['bare', bare()]] as const) {
        writeFileSync(join(folder, name), await renderDossier(input))
        expect(execFileSync('qpdf', ['--check', join(folder, name)], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors found')
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the risk tier', () => {
  const seq = 13
  const ref = { id: 'tiered', version: 1, sha256: 'a'.repeat(64) }
  const assessed = (input: Parameters<typeof toAssessed>[0], override: { tier: 2; reason: string; note: string; text: string } | null): Partial<DossierInput> => {
    const found = { ...toAssessed(input, ref, questions)!, seq, at: '2026-11-20T10:09:07.310Z', by: 'rui@example.org', before: { tier: 2 as const, assessed: false }, changes: [], sha256: 'b'.repeat(64), override }
    const { outcome, euClass } = found
    const brief = { seq, at: found.at, by: found.by, computed: outcome.tier, overridden: override !== null, loweredFrom: null, notAllowed: outcome.notAllowed.map(({ text }) => text), eu: euClass.name }
    const tier = override?.tier ?? outcome.tier ?? 1
    return { assessment: { ...found, tier }, useCase: { ...dossier().useCase, tier, assessed: brief } }
  }
  const listed = { annexIII: ['III.5(b)'] }

  it('that was only stated says so on page one and in its chapter', async () => {
    const { pages, text } = await read(dossier())
    expect(pages[0]).toContain('As stated at registration: not assessed yet')
    expect(text).toContain('was not assessed by the questions of the policy')
  })

  it('that was computed is explained, with the answers, the class and the date it applies from', async () => {
    const { pages, text } = await read(dossier(assessed(answers({ purpose: 2 }, { eu: listed }), null), 14))
    expect(pages[0]).toContain('EU AI Act: high-risk: Annex III.5(b), as deployer')
    for (const said of ['Tier 1 because a fact forces it', 'One of several inputs to a decision', 'because of purpose', 'Applies from 2 December 2027', 'The highest score among exposure, purpose and harm to people is 2']) expect(squeezed(text)).toContain(squeezed(said))
  })

  it('that was set by hand, or that there is none, stands on page one', async () => {
    const override = { tier: 2 as const, reason: 'Volumes are small', note: '', text: '' }
    const byHand = await read(dossier(assessed(answers({ purpose: 3 }), override), 14))
    expect(byHand.pages[0]).toContain('The tier was set by hand')
    expect(await runOff(byHand), 'the contents stand on the next page where the cover has no room').toEqual([])
    expect(squeezed(byHand.pages[0]!)).toContain(squeezed('Rui Reviewer <rui@example.org> signed tier 2 in its place: Volumes are small'))
    const banned = await read(dossier(assessed(answers({}, { eu: { prohibited: ['5(1)(c)'] } }), null), 14))
    expect(banned.pages[0]).toContain('Nothing can be approved for this use case.')
  })
})
