import { expect, test } from 'vitest'
import { bundlePaths } from '../../../electron/tlog/bundle.ts'
import type { Body } from '../../../electron/domain/ledger/folds.ts'
import { createWorld, copyWorld, founder, type World } from '../../support/world.ts'
import { changed, loadFiles, packSigned, proveAgain, withItem, type Files, type Frozen } from './forge.ts'
import { author, requestReview, sealCard, send } from './workspaces.ts'

type Move = Body<'review.moved/v1'>

/** Each says something untrue of what was submitted, with the sentence by which it is refused. */
const lies: Record<string, [lie: (frozen: Frozen) => Frozen, sentence: RegExp]> = {
  'evidence of a name that nobody can check': [(frozen) => withItem(frozen, { ...frozen.evidence[0]!, id: 'X-1' }), /it lists X-1 \(\w+\) as evidence, which this program can not check/],
  'a check with a better verdict': [(frozen) => changed(frozen, 'C-', (item) => ({ ...item, verdict: item.verdict === 'pass' ? 'fail' : 'pass' })), /the check C-\d+, its declaration and its stored result do not say the same/],
  'a check under the name of another': [(frozen) => changed(frozen, 'C-', (item) => ({ ...item, id: 'C-1' })), /the check C-1, its declaration and its stored result do not say the same/],
  'another tier': [(frozen) => changed(frozen, 'U-', (item) => ({ ...item, sha256: '0'.repeat(64) })), /the digest of U-\d+ is not that of the tier/],
  'another document': [(frozen) => changed(frozen, 'N-', (item) => ({ ...item, sha256: '0'.repeat(64) })), /N-\d+ is listed as evidence, and is not the document that it holds under this name/],
  'a document of another kind': [(frozen) => changed(frozen, 'N-', (item) => ({ ...item, kind: 'validation_report' })), /N-\d+ is listed as evidence, and is not the document/],
  'a test set that was sealed otherwise': [(frozen) => changed(frozen, 'T-', (item) => ({ ...item, sha256: '0'.repeat(64) })), /the digest of T-\d+ is not that of the seal of a test set which it stands for/],
  'evidence from the future': [(frozen) => changed(frozen, 'C-', (item) => ({ ...item, seq: 9_999 })), /C-\d+ is younger than the submission/],
  'a digest that belongs to other evidence': [(frozen) => ({ ...frozen, evidenceHash: '0'.repeat(64) }), /the digest of the evidence does not belong to the evidence that it lists/],
  'another manifest': [(frozen) => ({ ...frozen, manifestHash: '0'.repeat(64) }), /the request speaks of another manifest/],
  'another policy': [(frozen) => ({ ...frozen, policy: { ...frozen.policy, sha256: '0'.repeat(64) } }), /is not the one whose digest the request names/],
}

test('what the log key alone could say of the evidence is refused, each with its sentence', async () => {
  const world = await createWorld()
  const review = await requestReview(world, 'credit-lr', (version) => {
    sealCard(world, author, version)
    world.workspace.testSets.seal(author, { snapshot: 'credit-lr-data@1', purpose: 'Approval', users: [], model: null, split: { method: null, seed: null, parts: null } })
  })
  const request = loadFiles(send(world, review, `${world.stateDir}/request.countersign`))
  const { ledger } = world.workspace
  // It rests on a check, a document, a test set and a tier.
  const submission = ledger.read(Number(review.slice(2)) + 1).body as Move
  expect(new Set(submission.bundle!.evidence.map(({ id }) => id.slice(0, 2)))).toEqual(new Set(['C-', 'N-', 'T-', 'U-']))
  const append = (one: World, body: Record<string, unknown>) => one.workspace.ledger.append(founder, () => ({ kind: 'review.moved/v1', body: { review, by: 'person', reason: 'No.', ...body } }))[0]!.seq
  const inspect = (one: World, files: Files) => () => one.workspace.interop.inspect(packSigned(`${world.stateDir}/lie.countersign`, one, files))

  // The true story, proved again, is none of them.
  expect(inspect(world, proveAgain(world, request, []))().request?.id).toBe(review)
  for (const [name, [lie, sentence]] of Object.entries(lies)) {
    const liar = copyWorld(world)
    const moves = [
      append(liar, { revision: 1, from: 'in_review', to: 'changes_requested' }),
      append(liar, { revision: 2, from: 'changes_requested', to: 'draft' }),
      append(liar, { revision: 2, from: 'draft', to: 'submitted', bundle: lie(submission.bundle!) }),
    ]
    expect(inspect(liar, proveAgain(liar, request, moves)), name).toThrow(sentence)
    liar.end()
  }

  const liar = copyWorld(world)
  const jump = append(liar, { revision: 1, from: 'in_review', to: 'approved' })
  expect(inspect(liar, proveAgain(liar, request, [jump]))).toThrow(/the move of entry \d+ does not follow from the ones before it/)
  const draft = [append(liar, { revision: 1, from: 'in_review', to: 'changes_requested' }), append(liar, { revision: 2, from: 'changes_requested', to: 'draft' })]
  expect(inspect(liar, proveAgain(liar, request, draft))).toThrow(/its request is not submitted/)
  const other = append(liar, { review: 'R-1', revision: 1, from: 'draft', to: 'withdrawn' })
  expect(inspect(liar, proveAgain(liar, request, [other]))).toThrow(/it holds an entry of a second request \(entry \d+, review\.moved\/v1\)/)
  const first = bundlePaths.entry(Number(review.slice(2)) + 1)
  const without = new Map([...request].filter(([path]) => path !== first && path !== first.replace('.json', '.tlog-proof')))
  expect(inspect(world, proveAgain(world, without, []))).toThrow(/does not follow from the ones before it, so one is missing/)
  liar.end()
  world.end()
})
