import { callout } from '../../layout/callout.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'
import { count, nameOf, personName, plural, timeOf } from '../words.ts'

type TestData = DossierInput['testData'][number]

/** On what data the version was tested, and every use of those that are sealed: who, when, for what. */
export function testData(paper: Paper, input: DossierInput): void {
  input.testData.forEach((one) => oneSet(paper, input, one))
}

function oneSet(paper: Paper, input: DossierInput, { sha256, file, seal, counted, checks, opened, uses }: TestData): void {
  heading(paper, seal ? `Test set ${seal.snapshot}` : `Test data ${file}`, { before: 16, keep: 120 })
  const made = checks.map(({ id, kind, use }) => `${id} (${kind}${use === null ? '' : `, use ${use}`})`).join(', ')
  if (seal === null) {
    facts(paper, [
      { label: 'SHA-256', value: sha256, style: 'mono' },
      { label: 'Tests made on it', value: made },
      { label: 'Sealed', value: 'no', note: `${plural(counted, 'use')} of these bytes by entries` },
    ])
    return
  }
  const { method, seed, parts } = seal.split
  facts(paper, [
    { label: 'SHA-256', value: sha256, style: 'mono' },
    { label: 'Sealed', value: `${timeOf(seal.at)} by ${personName(input, seal.by)}`, note: `Entry ${count(seal.seq)}: ${seal.purpose}` },
    { label: 'Guarded by', value: personName(input, seal.custodian) },
    { label: 'May use it', value: seal.users.length === 0 ? 'anybody in the workspace' : seal.users.map((email) => personName(input, email)).join(', ') },
    { label: 'Split', value: [method, seed === null ? null : `seed ${seed}`, parts].filter((part) => part !== null).join(', ') || 'not said' },
    { label: 'Tests made on it', value: made },
  ])
  if (opened.length > 0) callout(paper, opened.map((why) => `${why}.`), { tone: 'bad', title: 'Opened before: the tests are not independent' })
  else paragraph(paper, 'Nothing in the ledger speaks against the independence of these tests: nobody opened the set before it was sealed, nothing was trained on it, and no author of this version guards it or opened it otherwise.')
  table(paper, {
    summary: `Every use of ${seal.snapshot} that entries tell of, in their order`,
    columns: [
      { title: 'Use', share: 8 },
      { title: 'What', share: 46 },
      { title: 'Who', share: 34 },
      { title: 'When', share: 24 },
      { title: 'Entry', share: 10 },
    ],
    rows: uses.map(({ number, what, why, check, beforeSeal, by, at, seq }): Cell[] => [
      number === null ? '–' : count(number),
      { text: `${what}${check === null ? '' : `: ${check.id}`}`, ...(why !== null ? { note: `not counted: ${why}` } : beforeSeal ? { note: 'before the seal' } : {}) },
      { text: nameOf(input, by), note: by },
      timeOf(at),
      count(seq),
    ]),
  })
}
