import Database from 'better-sqlite3'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approver, author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'
import type { Run } from '../support/cli-run.ts'
import { predictionsFile } from '../support/world.ts'

let template: Awaited<ReturnType<typeof prepareTemplate>>
beforeAll(async () => {
  template = await prepareTemplate()
})
afterAll(removePlaces)

const here = ['--workspace', 'workspace']
const as = (email: string) => [...here, '--as', email]
const act = (verb: 'sign' | 'approve' | 'reject', email: string, ...rest: string[]) => ['review', verb, template.review, ...rest, ...as(email)]

/** A sentence for people and the same as JSON, exit code 2, and not a byte of the ledger changed. */
async function expectRefusal(place: Place, args: readonly string[], { code, sentence, env = {} }: { code: string; sentence: RegExp; env?: Record<string, string> }): Promise<void> {
  const before = place.head()
  const run = await place.run([...args, '--json'], env)
  expect(run, run.stderr).toMatchObject({ code: 2 })
  expectSentence(run, code, sentence)
  expect(place.head()).toBe(before)
}

function expectSentence(run: Run, code: string, sentence: RegExp): void {
  const { error } = JSON.parse(run.stdout) as { error: { code: string; message: string } }
  expect(error).toEqual({ code, message: expect.stringMatching(sentence) as string })
  expect(run.stderr).toContain(error.message)
  // A sentence, not a stack: it ends like one and names no source file.
  expect(error.message).toMatch(/[.?!]$/)
  expect(run.stderr).not.toMatch(/\.ts:\d|node:internal/)
}

describe('a data file that can not be checked', () => {
  const fairness = (file: string, ...rest: string[]) => ['check', 'fairness', '--version', template.version, '--data', file, '--positive', '1', ...rest, ...as(author)]
  const columns = ['--label', 'label', '--prediction', 'prediction', '--group', 'sex']
  const rows = (...lines: string[]) => `${lines.join('\n')}\n`

  test.concurrent.for([
    ['does not exist', null, columns, 'FILE_UNREADABLE', /bad\.csv/],
    ['is empty', '', columns, 'BAD_INPUT', /empty/i],
    ['has a header and no row', rows('label,prediction,sex'), columns, 'BAD_INPUT', /row/i],
    ['is no text at all', '\0\u0001\0\u0002\n\0\0', columns, 'UNSUPPORTED_FORMAT', /bad\.csv/],
    ['lacks the label column', rows('outcome,prediction,sex', '1,1,f', '0,1,m'), columns, 'BAD_INPUT', /label.*outcome/s],
    ['lacks a group column', rows('label,prediction,gender', '1,1,f', '0,1,m'), columns, 'BAD_INPUT', /sex.*gender/s],
    ['has a label with three values', rows('label,prediction,sex', '1,1,f', '0,1,m', '2,0,m'), columns, 'BAD_INPUT', /label.*(three|3)/s],
    ['never has the positive value', rows('label,prediction,sex', '0,0,f', '0,0,m'), columns, 'BAD_INPUT', /"?1"?/],
    ['has words for scores', rows('label,score,sex', '1,high,f', '0,low,m'), ['--label', 'label', '--score', 'score', '--threshold', '0.5', '--group', 'sex'], 'BAD_INPUT', /score/],
  ] as const)('%s', async ([, content, options, code, sentence]) => {
    const place = createPlace(template.root)
    if (content !== null) writeFileSync(join(place.root, 'bad.csv'), content)
    await expectRefusal(place, fairness('bad.csv', ...options), { code, sentence })
  })

  test.concurrent('is a folder', async () => {
    const place = createPlace(template.root)
    mkdirSync(join(place.root, 'folder.csv'))
    await expectRefusal(place, fairness('folder.csv', ...columns), { code: 'FILE_UNREADABLE', sentence: /folder\.csv/ })
  })

  test.concurrent('with a group of one row is checked, says so, and is never passed', async () => {
    const place = createPlace(template.root)
    const many = Array.from({ length: 80 }, (_, i) => `${i % 2},${i % 2},${i % 4 < 2 ? 'f' : 'm'}`)
    writeFileSync(join(place.root, 'one.csv'), rows('label,prediction,sex', ...many, '1,0,x'))
    const run = await place.run([...fairness('one.csv', ...columns), '--json'])
    const { groups, metrics } = JSON.parse(run.stdout) as { groups: { by: object; n: number }[]; metrics: { name: string; verdict: string; reason?: string }[] }
    expect(groups.find((group) => group.n === 1)?.by).toEqual({ sex: 'x' })
    // The group is too small to be judged: either the others are compared and it is named, or nothing is.
    expect(JSON.stringify(metrics.map((metric) => metric.verdict))).not.toContain('error')
    const text = await place.run(fairness('one.csv', ...columns))
    expect(text.stdout).toMatch(/sex ?= ?x/)
  })

  test.concurrent('with groups of one row only has insufficient data and exits with 1', async () => {
    const place = createPlace(template.root)
    writeFileSync(join(place.root, 'tiny.csv'), rows('label,prediction,sex', '1,1,f', '0,1,m'))
    const run = await place.run([...fairness('tiny.csv', ...columns), '--json'])
    expect(run).toMatchObject({ code: 1 })
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'insufficient_data' })
  })
})

describe('a signature', () => {
  test.concurrent('with a wrong passphrase is refused; after five the key is locked, also for the right one', async () => {
    const place = createPlace(template.root)
    const wrong = { COUNTERSIGN_PASSPHRASE: 'not the passphrase' }
    await expectRefusal(place, act('sign', reviewer), { code: 'WRONG_PASSPHRASE', sentence: /passphrase/, env: wrong })
    for (let again = 2; again <= 5; again += 1) await place.run(act('sign', reviewer), wrong)
    await expectRefusal(place, act('sign', reviewer), { code: 'LOCKED_OUT', sentence: /locked/, env: passphrase(reviewer) })
  })

  test.concurrent('without a passphrase and without a terminal says where to put it', async () => {
    await expectRefusal(createPlace(template.root), act('sign', reviewer), { code: 'BAD_INPUT', sentence: /COUNTERSIGN_PASSPHRASE/ })
  })

  test.concurrent('on one\'s own work is refused', async () => {
    await expectRefusal(createPlace(template.root), act('sign', author), { code: 'FORBIDDEN', sentence: /own work/, env: passphrase(author) })
  })

  test.concurrent('without the role is refused', async () => {
    await expectRefusal(createPlace(template.root), act('approve', reviewer), { code: 'FORBIDDEN', sentence: /role|approv/i, env: passphrase(reviewer) })
  })

  test.concurrent('a second time is refused, also under another meaning', async () => {
    const place = createPlace(template.root)
    const first = await place.run(act('sign', approver), passphrase(approver))
    expect(first, first.stderr).toMatchObject({ code: 0 })
    await expectRefusal(place, act('sign', approver), { code: 'FORBIDDEN', sentence: /is decision due; to sign the review, it has to be in review/, env: passphrase(approver) })
    await expectRefusal(place, act('approve', approver), { code: 'FORBIDDEN', sentence: /signed this request already/, env: passphrase(approver) })
  })

  test.concurrent('that rejects wants a reason, a code of the policy and what a new submission would need', async () => {
    const place = createPlace(template.root)
    expect((await place.run(act('sign', reviewer), passphrase(reviewer))).code).toBe(0)
    const env = passphrase(approver)
    await expectRefusal(place, act('reject', approver), { code: 'FORBIDDEN', sentence: /needs a reason/, env })
    await expectRefusal(place, act('reject', approver, '--reason', 'Too wide.', '--needed', 'A second check.'), { code: 'FORBIDDEN', sentence: /reason code/, env })
    await expectRefusal(place, act('reject', approver, '--reason', 'Too wide.', '--needed', 'A second check.', '--reason-code', 'ugly'), { code: 'BAD_INPUT', sentence: /no reason “ugly”.*fairness_below_threshold/, env })
  })

  test.concurrent('on a review that is not there names those that are', async () => {
    const args = ['review', 'sign', 'R-999', ...as(reviewer)]
    await expectRefusal(createPlace(template.root), args, { code: 'NOT_FOUND', sentence: new RegExp(template.review), env: passphrase(reviewer) })
  })

  test.concurrent('without saying who signs lists who could', async () => {
    const args = ['review', 'sign', template.review, ...here]
    await expectRefusal(createPlace(template.root), args, { code: 'BAD_INPUT', sentence: /--as.*author@.*reviewer@.*approver@|--as/s, env: passphrase(reviewer) })
  })

  test.concurrent('by somebody who is not enrolled lists who is', async () => {
    await expectRefusal(createPlace(template.root), act('sign', 'nobody@example.org'), { code: 'NOT_FOUND', sentence: /nobody@example\.org.*author@example\.org/, env: passphrase(reviewer) })
  })
})

describe('words that are not understood', () => {
  test.concurrent.for([
    ['an unknown role', ['person', 'add', 'A B <a@example.org>', '--roles', 'wizard'], /wizard.*data_scientist/],
    ['a person without an address', ['person', 'add', 'A B', '--roles', 'author'], /Name <email>/],
    ['an unknown tier', ['use-case', 'add', 'X', '--purpose', 'y', '--tier', '5'], /--tier/],
    ['an unknown task', ['model', 'add', 'x', '--use-case', 'Retail credit', '--task', 'magic'], /magic.*classification/],
    ['a parameter without a value', ['version', 'add', 'credit-lr', '--param', 'C'], /NAME=VALUE/],
    ['a parameter given twice', ['version', 'add', 'credit-lr', '--param', 'C=1', 'C=2'], /twice/],
    ['an unknown option', ['ledger', 'verify', '--fast'], /--fast/],
    ['an unknown command', ['ledger', 'delete'], /delete/],
    ['a version without a number', ['review', 'request', 'credit-lr'], /NAME@NUMBER/],
    ['neither prediction nor score', ['check', 'fairness', '--version', 'credit-lr@1', '--data', 'x', '--label', 'l', '--positive', '1', '--group', 'g'], /--prediction.*--score/],
    ['an act that is none', ['review', 'bless', 'R-1'], /bless/],
    ['a condition in the wrong form', ['review', 'approve', 'R-1', '--condition', 'Explain the gap;soon'], /TEXT;OWNER;DUE;EXPECTS/],
    ['a condition without a day', ['review', 'approve', 'R-1', '--condition', 'Explain the gap;a@example.org;soon;a check'], /conditions 0 due/],
    ['a conclusion that is none', ['review', 'validate', 'R-1', '--conclusion', 'splendid'], /conclusion/],
    ['a way back without a reason', ['review', 'return', 'R-1'], /--reason/],
  ] as const)('%s', async ([, args, sentence]) => {
    await expectRefusal(createPlace(template.root), [...args, ...as(author)], { code: 'BAD_INPUT', sentence, env: passphrase(author) })
  })

  test.concurrent.for([
    ['an unknown metric', 'fairness: { max: 0.1 }', /fairness.*demographic_parity_difference/s],
    ['a floor under a difference', 'demographic_parity_difference: { min: 0.1 }', /max/],
    ['no number', 'impact_ratio: { min: high }', /impact_ratio/],
    ['nothing', '', /no limits/],
    ['no YAML', '{ impact_ratio: [', /neither YAML nor JSON/],
  ] as const)('a limits file with %s', async ([, content, sentence]) => {
    const place = createPlace(template.root)
    writeFileSync(join(place.root, 'limits.yaml'), content)
    const args = ['check', 'fairness', '--version', template.version, '--data', predictionsFile, '--label', 'label', '--prediction', 'prediction', '--positive', '1', '--group', 'sex']
    await expectRefusal(place, [...args, '--limits', 'limits.yaml', ...as(author)], { code: 'BAD_INPUT', sentence })
  })
})

describe('a workspace', () => {
  test.concurrent('that is none is refused, and so is a place without one', async () => {
    const place = createPlace()
    for (const args of [['ledger', 'verify'], ['ledger', 'verify', '--workspace', 'nowhere']]) {
      const run = await place.run([...args, '--json'])
      expect(run).toMatchObject({ code: 2 })
      expectSentence(run, 'NO_WORKSPACE', /countersign init/)
    }
  })

  test.concurrent('is not made in a folder that holds something', async () => {
    const place = createPlace(template.root)
    const args = ['init', 'workspace', '--name', 'X', '--person', 'A B <a@example.org>', '--roles', 'author']
    await expectRefusal(place, args, { code: 'CONFLICT', sentence: /not empty/, env: passphrase('a@example.org') })
  })

  test.concurrent('is found from a folder inside it', async () => {
    const place = createPlace(template.root)
    mkdirSync(join(place.workspace, 'notes', 'deep'), { recursive: true })
    const run = await place.startAfter('cd workspace/notes/deep', ['person', 'list', '--json'])
    expect(JSON.parse(run.stdout)).toHaveLength(3)
  })

  test.concurrent('of a newer version is left alone', async () => {
    const place = createPlace(template.root)
    const database = new Database(join(place.workspace, 'ledger.db'))
    database.pragma('user_version = 99')
    database.close()
    await expectRefusal(place, ['use-case', 'add', 'X', '--purpose', 'y', '--tier', '3', ...as(author)], { code: 'UNSUPPORTED_FORMAT', sentence: /newer/ })
    await expectRefusal(place, ['ledger', 'verify', ...here], { code: 'UNSUPPORTED_FORMAT', sentence: /newer/ })
  })

  test.concurrent('that another process writes to is busy, and takes the entry afterwards', async () => {
    const place = createPlace(template.root)
    const other = new Database(join(place.workspace, 'ledger.db'))
    const args = ['use-case', 'add', 'Second', '--purpose', 'y', '--tier', '3', ...as(author)]
    other.exec('BEGIN IMMEDIATE')
    await expectRefusal({ ...place, run: place.start }, args, { code: 'BUSY', sentence: /another|other/i })
    other.exec('ROLLBACK')
    other.close()
    expect(await place.run(args)).toMatchObject({ code: 0 })
  })

  test.concurrent('that two processes write to at once takes both entries', async () => {
    const place = createPlace(template.root)
    const add = (name: string) => place.start(['use-case', 'add', name, '--purpose', 'y', '--tier', '3', ...as(author)])
    const runs = await Promise.all([add('One'), add('Two')])
    expect(runs.map((run) => run.code)).toEqual([0, 0])
    const verified = await place.run(['ledger', 'verify', '--json', ...here])
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: 'intact', findings: [] })
  })

  test.concurrent('whose file is damaged is reported as such, with exit code 1', async () => {
    const place = createPlace(template.root)
    writeFileSync(join(place.workspace, 'ledger.db'), 'this is no database, and it never was')
    const run = await place.run(['ledger', 'verify', '--json', ...here])
    expect(run).toMatchObject({ code: 1 })
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'unreadable', findings: [{ kind: 'DB-UNREADABLE', seq: null }] })
  })

  test.concurrent('with a changed entry is broken, and verification names the entry', async () => {
    const place = createPlace(template.root)
    const database = new Database(join(place.workspace, 'ledger.db'))
    const trigger = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[]
    for (const { name } of trigger) database.exec(`DROP TRIGGER "${name}"`)
    database.exec("UPDATE entry SET leaf = replace(leaf, 'Rank applications.', 'Rank Applications.') WHERE seq = 5")
    for (const { sql } of trigger) database.exec(sql)
    database.close()
    const run = await place.run(['ledger', 'verify', '--json', ...here])
    expect(run).toMatchObject({ code: 1 })
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'broken' })
  })
})

describe('a checkpoint', () => {
  test.concurrent('in the PDF of another ledger is refused with exit code 1 and a sentence', async () => {
    const elsewhere = createPlace()
    await elsewhere.run(['init', 'workspace', '--name', 'Other', '--person', `Ana Author <${author}>`, '--roles', 'author'], passphrase(author))
    await elsewhere.run(['use-case', 'add', 'Loans', '--purpose', 'Rank.', '--tier', '3', ...as(author)])
    await elsewhere.run(['model', 'add', 'other', '--use-case', 'Loans', '--task', 'ranking', ...as(author)])
    await elsewhere.run(['version', 'add', 'other', ...as(author)])
    expect(await elsewhere.run(['report', 'dossier', 'other@1', '--out', 'other.pdf', ...as(author)])).toMatchObject({ code: 0 })
    const place = createPlace(template.root)
    cpSync(join(elsewhere.root, 'other.pdf'), join(place.root, 'other.pdf'))
    const before = place.head()
    const run = await place.run(['ledger', 'verify', '--checkpoint', 'other.pdf', ...here])
    expect(run).toMatchObject({ code: 1 })
    expect(run.stdout).toMatch(/another ledger/)
    expect(place.head()).toBe(before)
  })

  test.concurrent('that is newer than the ledger shows that entries are missing', async () => {
    const place = createPlace(template.root)
    cpSync(place.workspace, join(place.root, 'older'), { recursive: true })
    await place.run(['use-case', 'add', 'Later', '--purpose', 'y', '--tier', '3', ...as(author)])
    const { stdout: note } = await place.run(['ledger', 'checkpoint', ...here])
    writeFileSync(join(place.root, 'note.txt'), note)
    rmSync(place.workspace, { recursive: true })
    cpSync(join(place.root, 'older'), place.workspace, { recursive: true })
    // On a computer that never saw the newer state, the note alone has to show it.
    rmSync(join(place.root, 'state', 'watermark'), { recursive: true, force: true })
    const run = await place.run(['ledger', 'verify', '--checkpoint', 'note.txt', '--json', ...here])
    expect(run).toMatchObject({ code: 1 })
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'incomplete', findings: [{ kind: 'TRUNCATED' }] })
  })

  test.concurrent.for([
    ['that is missing', null, 'FILE_UNREADABLE', /nothing\.txt/],
    ['that is some text', 'hello\n', 'BAD_INPUT', /no checkpoint/],
  ] as const)('file %s is refused', async ([, content, code, sentence]) => {
    const place = createPlace(template.root)
    if (content !== null) writeFileSync(join(place.root, 'nothing.txt'), content)
    await expectRefusal(place, ['ledger', 'verify', '--checkpoint', 'nothing.txt', ...here], { code, sentence })
  })
})

test.concurrent('a dossier is not written over a file that is no dossier', async () => {
  const place = createPlace(template.root)
  writeFileSync(join(place.root, 'letter.pdf'), 'a letter')
  symlinkSync('letter.pdf', join(place.root, 'link.pdf'))
  for (const out of ['letter.pdf', 'link.pdf', 'workspace', 'workspace/ledger.db']) {
    await expectRefusal(place, ['report', 'dossier', template.version, '--out', out, ...as(author)], { code: 'BAD_INPUT', sentence: /Name a file|another name/ })
  }
  expect(readFileSync(join(place.root, 'letter.pdf'), 'utf8')).toBe('a letter')
})
