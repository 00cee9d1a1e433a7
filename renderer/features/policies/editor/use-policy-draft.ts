import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Policy } from '../../../../shared/contract/policies.ts'
import { nextVersion } from '../../../../shared/policy-rules.ts'
import { parsePolicyText, toPolicyText } from '../../../../shared/policy-yaml.ts'
import { useDraft } from '../../../api/draft.ts'
import { useApi } from '../../../api/provider.tsx'

export interface Start {
  label: string
  value: string
  policy: Policy
  /** False where it only comes with the product. */
  known: boolean
}

interface Draft {
  policy: Policy
  /** Set while the text is edited: it may be no policy at the moment. */
  text: string | null
}

export interface PolicyDraft {
  policy: Policy
  text: string
  /** True where something was edited: it is kept in this window, also over a reload. */
  edited: boolean
  /** Why the text is no policy; empty where it is one. */
  unreadable: string[]
  setPolicy: (policy: Policy) => void
  setText: (text: string) => void
  /** Begins anew with another policy. */
  startFrom: (policy: Policy) => void
  drop: () => void
}

/** What somebody is about to propose; it begins with a policy that there is, under the number that it would have. */
export function usePolicyDraft(start: Policy, known: readonly Policy[]): PolicyDraft {
  const [draft, setDraft, drop] = useDraft<Draft | null>('policy', null)
  const first = useMemo(() => numbered(start, known), [start, known])
  const { policy, text } = draft ?? { policy: first, text: null }
  // The same text is the same policy: what waits for a pause compares by identity.
  const read = useMemo(() => (text === null ? null : parsePolicyText(text)), [text])
  return {
    policy: read?.policy ?? policy,
    text: text ?? toPolicyText(policy),
    edited: draft !== null,
    unreadable: read?.problems ?? [],
    setPolicy: (next) => setDraft({ policy: next, text: null }),
    setText: (next) => setDraft({ policy: parsePolicyText(next).policy ?? policy, text: next }),
    startFrom: (next) => setDraft({ policy: numbered(next, known), text: null }),
    drop,
  }
}

const numbered = (policy: Policy, known: readonly Policy[]): Policy => ({ ...policy, version: nextVersion(policy.id, known) })

/** Policies that a proposal can begin with: the one in force, earlier ones, and those that come with the product. */
export function useStarts(): Start[] | null {
  const api = useApi()
  const list = useQuery(api.policies.list.queryOptions()).data
  const builtIn = useQuery(api.policies.builtIn.queryOptions()).data
  return useMemo(() => {
    if (!list || !builtIn) return null
    return [
      ...list.map(({ policy }, at) => ({ label: `${policy.title}, ${policy.id} ${policy.version}${at === 0 ? ' (in force)' : ''}`, value: `${policy.id}@${policy.version}`, policy, known: true })),
      ...builtIn.map((policy) => ({ label: `${policy.title}, as it comes with Countersign`, value: `built-in ${policy.id}`, policy, known: false })),
    ]
  }, [list, builtIn])
}
