import type { EvidenceKind } from '../../../shared/contract/evidence-kinds.ts'
import type { AdoptedPolicy, Policy } from '../../../shared/contract/policies.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { builtIn, builtInIds } from './built-in.ts'
import { createProposals, type PoliciesOptions, type Proposals } from './proposals.ts'
import { toPolicyHash } from './rules.ts'
import { readMarks, readPolicy, type PolicyMark } from './store.ts'

export { builtIn, builtInIds } from './built-in.ts'
export { demandsOf, toPolicyHash } from './rules.ts'

export interface PolicyReaders {
  /** The one in force. LEDGER_UNSAFE where there is none: no workspace is made without. */
  current(): AdoptedPolicy
  /** One that is or was in force; NOT_FOUND names those. */
  get(ref: { id: string; version: number }): AdoptedPolicy
  /** The newest first. */
  list(): AdoptedPolicy[]
}

export interface Policies extends PolicyReaders, Proposals {
  /** Those that come with the product, to begin with. */
  builtIn(): Policy[]
  kinds(): EvidenceKind[]
}

export function createPolicies(options: PoliciesOptions): Policies {
  const readers = createPolicyReaders(options)
  return { ...readers, ...createProposals(options, readers), builtIn: () => builtInIds.map(builtIn), kinds: () => [...options.kinds.values()] }
}

/** The reading half, also used over records folded up to an earlier entry. */
export function createPolicyReaders({ index }: { index: Index }): PolicyReaders {
  /** By digest: what is adopted never changes, and a list of reviews asks for the same one with each row. */
  const known = new Map<string, Policy>()
  const toAdopted = (mark: PolicyMark): AdoptedPolicy => {
    const { sha256, seq, at, by, proposedSeq } = mark
    let policy = known.get(sha256)
    if (!policy) known.set(sha256, (policy = readPolicy(index, mark)!))
    return { policy, sha256, seq, at, by, proposal: proposedSeq === null ? null : `P-${proposedSeq}` }
  }
  return {
    current() {
      const mark = readMarks(index)[0]
      if (!mark) throw new AppError('LEDGER_UNSAFE', 'This workspace has adopted no policy that this version of Countersign knows, so nothing can be requested in it.')
      return toAdopted(mark)
    },
    get({ id, version }) {
      const marks = readMarks(index)
      const mark = marks.find((one) => one.id === id && one.version === version)
      if (mark) return toAdopted(mark)
      throw new AppError('NOT_FOUND', `No policy ${id} ${version} was ever in force in this workspace. There are: ${marks.map((one) => `${one.id} ${one.version}`).join(', ')}.`)
    },
    list: () => readMarks(index).map(toAdopted),
  }
}

/** The entry by which a workspace starts under a policy. */
export function adoptPolicy(policy: Policy): EntryDraft {
  return { kind: 'policy.adopted/v1', body: { policy, sha256: toPolicyHash(policy) } }
}
