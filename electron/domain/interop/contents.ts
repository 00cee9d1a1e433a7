import type { EntryKind } from '../../../shared/contract/index.ts'
import { entryBodies } from '../../../shared/contract/index.ts'
import { entry as entrySchema } from '../../../shared/contract/ledger.ts'
import { BundleError, type OpenedBundle } from '../../tlog/bundle.ts'
import { parseVkey, type Verifier } from '../../tlog/note.ts'
import type { Body } from '../ledger/folds.ts'
import { createPeopleCheck, parseRotation, type StoredEntry } from '../ledger/service.ts'

export type Found<K extends EntryKind> = Omit<StoredEntry, 'body'> & { kind: K; body: Body<K> }

/** Entries of a bundle, each of a known kind and form. */
export interface Contents {
  /** What the ledger calls itself. */
  name: string
  entries: StoredEntry[]
  all<K extends EntryKind>(kind: K): Found<K>[]
  at<K extends EntryKind>(kind: K, seq: number): Found<K>
}

/** Kinds that a bundle may hold: what a review rests on, and who signed. */
const kindsOf: Record<OpenedBundle['head']['bundle'], readonly EntryKind[]> = {
  request: [
    'genesis/v1',
    'log.key.rotated/v1',
    'person.enrolled/v1',
    'key.replaced/v1',
    'key.revoked/v1',
    'use-case.registered/v1',
    'use-case.assessed/v1',
    'snapshot.registered/v1',
    'model.registered/v1',
    'version.registered/v1',
    'policy.adopted/v1',
    'policy.proposed/v1',
    'policy.confirmed/v1',
    'check.declared/v1',
    'check.completed/v1',
    'test-set.sealed/v1',
    'document.sealed/v1',
    'run.started/v1',
    'run.sealed/v1',
    'run.reproduction-declared/v1',
    'run.reproduction/v1',
    'review.opened/v1',
    'review.moved/v1',
    'condition.opened/v1',
    'waiver.proposed/v1',
    'waiver.granted/v1',
    'decision/v1',
    'import/v1',
  ],
  answer: ['genesis/v1', 'log.key.rotated/v1', 'person.enrolled/v1', 'key.replaced/v1', 'key.revoked/v1', 'import/v1', 'answer/v1'],
}

/** Every entry parsed by its schema, the log's key followed from entry 0, every person's signature checked. Throws BundleError. */
export function readContents({ head, log, entries }: OpenedBundle): Contents {
  const parsed = entries.map(({ seq, leaf, value }) => parseEntry(seq, leaf, value, kindsOf[head.bundle]))
  const genesis = parsed[0]
  if (genesis?.kind !== 'genesis/v1') throw wrong('entry 0, which names the ledger and its key, is missing from it')
  followLogKey(parsed, genesis, log)
  const people = createPeopleCheck({
    origin: log.name,
    // Roots before the bundle's own are for the ledger itself to check.
    rootAt: () => null,
    report: (_kind, _seq, detail) => {
      throw new BundleError('signature', detail.replace(/\.$/, ''))
    },
  })
  for (const one of parsed) people(one)
  const all = <K extends EntryKind>(kind: K) => parsed.filter((one) => one.kind === kind) as Found<K>[]
  return {
    name: (genesis.body as Body<'genesis/v1'>).name,
    entries: parsed,
    all,
    at(kind, seq) {
      const found = all(kind).find((one) => one.seq === seq)
      if (!found) throw wrong(`entry ${seq} (${kind}), which it speaks of, is missing from it`)
      return found
    },
  }
}

function parseEntry(seq: number, leaf: string, value: Record<string, unknown>, kinds: readonly EntryKind[]): StoredEntry {
  const parsed = entrySchema.safeParse(value).data
  if (!parsed) throw wrong(`entry ${seq} does not have the form of an entry`)
  const kind = kinds.find((one) => one === parsed.kind)
  if (!kind) throw wrong(`it holds an entry of the kind ${parsed.kind} (entry ${seq}), which no such bundle has`)
  const body = entryBodies[kind].safeParse(parsed.body)
  if (!body.success) throw wrong(`entry ${seq} (${kind}) does not have the form of its kind`)
  return { ...parsed, leaf }
}

/** The key that signed the bundle is the one of entry 0, or one that it was handed over to, each time signed by both. */
function followLogKey(entries: readonly StoredEntry[], genesis: StoredEntry, log: Verifier): void {
  let key = parseVkey((genesis.body as Body<'genesis/v1'>).vkey)
  for (const one of entries) if (one.kind === 'log.key.rotated/v1') key = parseRotation(one, key)?.key ?? key
  if (key.vkey !== log.vkey) throw new BundleError('signature', `it is signed by another key than entry 0 of ${log.name} leads to`)
}

export interface AnswerContents {
  answer: Found<'answer/v1'>
  /** The entry by which the request came to whoever answers. */
  asked: Found<'import/v1'>
}

/** The answer and the request that it answers, as its signer's workspace imported it. Throws BundleError. */
export function readAnswer({ head, blobs }: OpenedBundle, contents: Contents): AnswerContents {
  const answer = contents.at('answer/v1', head.entry)
  const asked = contents.at('import/v1', answer.body.import)
  const agrees = answer.body.origin === head.reviewLedger && answer.body.review === head.review && 'request' in asked.body && asked.body.origin === head.reviewLedger
  if (!agrees) throw wrong('its list of contents names another answer than it holds')
  if (blobs.size > 0) throw new BundleError('unlisted', 'it holds files beside entries and proofs, which no answer has')
  return { answer, asked }
}

export const wrong = (message: string) => new BundleError('content', message)
