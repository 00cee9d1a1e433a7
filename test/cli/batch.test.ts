import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMachine } from '../../electron/core/machine.ts'
import { openWorkspace } from '../../electron/core/workspace.ts'
import { adoptBatchPolicy } from '../support/batch-policy.ts'
import { approver, author, createPlace, passphrase, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'
import { useQuickScrypt } from '../support/quick-scrypt.ts'
import { passphraseOf, quiet } from '../support/world.ts'

const second = 'second@example.org'
let place: Place
/** One request under a policy that lets nothing be signed in a batch, and two under one that does. */
let [old, one, two] = ['', '', '']

beforeAll(async () => {
  const made = await prepareTemplate()
  old = made.review
  place = createPlace(made.root)
  const restore = useQuickScrypt()
  const workspace = openWorkspace(place.workspace, { ...createMachine(), stateDir: join(place.root, 'state') })
  try {
    const { identity, catalog, reviews } = workspace
    await identity.enrol(author, { name: 'Sol Second', email: second, roles: ['compliance_reviewer'], passphrase: passphraseOf(second), signerPassphrase: passphraseOf(author) })
    await adoptBatchPolicy(workspace, [approver, second])
    for (const model of ['churn', 'fraud']) {
      catalog.addModel(author, { name: model, useCase: 'Retail credit', task: 'classification', description: '' })
      const { ref } = await catalog.addVersion(author, { model, data: [], parameters: {}, note: '' }, quiet)
      const { id } = reviews.request(author, { version: ref, message: '' })
      if (model === 'churn') one = id
      else two = id
    }
  } finally {
    workspace.close()
    restore()
  }
})
afterAll(removePlaces)

const sign = (...args: string[]) => place.run(['review', 'sign-batch', ...args, '--meaning', 'review', '--workspace', 'workspace', '--as', reviewer], passphrase(reviewer))

test('several are signed with one passphrase, each printed whole and confirmed by itself, or none', async () => {
  const before = place.head()
  const refused = await sign(old, one)
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`${old}: The policy two-person 1 lets nothing of tier 2 be signed in a batch; sign it by itself.\nNothing was signed.`)])
  const unconfirmed = await sign(one, two, '--confirm', one)
  expect([unconfirmed.code, unconfirmed.stderr]).toEqual([2, expect.stringContaining(`${two} was not confirmed; nothing was signed.`)])
  expect(place.head()).toBe(before)
  const signed = await sign(one, two, '--confirm', one, '--confirm', two)
  expect(signed, signed.stderr).toMatchObject({ code: 0 })
  for (const [at, id] of [one, two].entries()) {
    expect(signed.stdout).toMatch(new RegExp(`${at + 1} of 2: ${id}\\n\\ncountersign\\.example/decision/v1\\nDecision: ENDORSE[^]*\\nReview: ${id}\\n`))
    expect(signed.stdout).toMatch(new RegExp(`Review +${id} +decision due\\n[^]*Signed +Rui Reviewer .*; signed in a batch of 2\\n`))
  }
  const verified = await place.run(['verify-signoffs', '--workspace', 'workspace', '--json'])
  expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([0, { findings: [], marks: [one, two].map((review) => ({ review, signer: reviewer, batch: 2, sameDeviceAs: [], marks: ['signed in a batch of 2'] })) }])
})
