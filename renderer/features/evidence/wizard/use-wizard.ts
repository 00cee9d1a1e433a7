import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { type CheckDraft, emptyDraft, type Step, steps, toProblems, withPreview } from './draft.ts'

const key = 'countersign.check-draft'

/** The state of the wizard: the draft in this browser's store, the step and the running job in the address. */
export function useWizard(version: string | undefined) {
  const api = useApi()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { step?: string; job?: string }
  const [draft, setDraft, dropDraft] = useLocalStorage<CheckDraft>({ key, defaultValue: emptyDraft, getInitialValueInEffect: false })
  const preview = useQuery({ ...api.evidence.preview.queryOptions({ input: { path: draft.path } }), enabled: draft.path !== '', retry: false })
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data
  const asked = steps.find((one) => one === search.step) ?? 'file'
  const step = firstOpenStep(draft, preview.data !== undefined, asked)
  useEffect(() => {
    if (version !== undefined) setDraft((before) => (before.version === version ? before : { ...before, version }))
  }, [version, setDraft])
  useEffect(() => {
    const read = preview.data
    if (!read || !datasets) return
    const protectedNames = datasets.flatMap((dataset) => dataset.snapshots.flatMap((one) => one.protected))
    setDraft((before) => (before.guessedFrom === before.path ? before : withPreview(before, read, protectedNames)))
  }, [preview.data, datasets, setDraft])
  const go = (next: Step, job?: string) => void navigate({ to: '.', search: (before: object) => ({ ...before, step: next, job }) })
  return {
    draft,
    preview,
    step,
    job: search.job ?? null,
    change: (part: Partial<CheckDraft>) => setDraft((before) => ({ ...before, ...part })),
    drop: dropDraft,
    go,
    /** Follows a job from the last step; the address keeps its name over a reload. */
    follow: (job: string | undefined) => go('declare', job),
  }
}

export type Wizard = ReturnType<typeof useWizard>

/** Nobody stands on a step whose predecessors are not complete, whatever the address says. */
function firstOpenStep(draft: CheckDraft, hasPreview: boolean, asked: Step): Step {
  const until = steps.slice(0, steps.indexOf(asked))
  return until.find((step) => toProblems(draft, step).length > 0 || (step === 'file' && !hasPreview)) ?? asked
}
