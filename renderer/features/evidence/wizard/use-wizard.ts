import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useDraft } from '../../../api/draft.ts'
import { useApi } from '../../../api/provider.tsx'
import type { CheckChoices } from '../../../../shared/contract/evidence.ts'
import { startFrom } from './start.ts'
import { stepsOf } from './steps.ts'
import { type Draft, mainFile, type WizardKind, type WizardStep } from './wizard-kind.ts'

/** The state of the wizard: the draft of each kind in this window, the step and the running job in the address. */
export function useWizard<D extends Draft>(kind: WizardKind<D>, version: string | undefined) {
  const api = useApi()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { step?: string; job?: string; from?: string }
  const [draft, setDraft, dropDraft] = useDraft<D>(`check.${kind.check}`, kind.empty)
  const path = mainFile(draft, kind.files)
  const preview = useQuery({ ...api.evidence.preview.queryOptions({ input: { path } }), enabled: path !== '', retry: false })
  const datasets = useQuery(api.catalog.datasets.queryOptions()).data
  const steps = useMemo(() => stepsOf(kind), [kind])
  const asked = steps.find((one) => one.id === search.step) ?? (steps[0] as WizardStep<D>)
  const reachable = (one: WizardStep<D>) => steps.slice(0, steps.indexOf(one)).every((before) => isComplete(before, draft, preview.data !== undefined))
  useEffect(() => {
    if (version !== undefined) setDraft((before) => (before.version === version ? before : { ...before, version }))
  }, [version, setDraft])
  useEffect(() => {
    const read = preview.data
    if (!read || !datasets) return
    const protectedNames = datasets.flatMap((dataset) => dataset.snapshots.flatMap((one) => one.protected))
    setDraft((before) => {
      const chosen = mainFile(before, kind.files)
      if (before.guessedFrom === chosen) return before
      const { startedFrom } = before
      const guessed = { ...kind.withPreview(before, read, protectedNames), guessedFrom: chosen }
      return startedFrom ? startFrom(kind, guessed, startedFrom.title, startedFrom.choices) : guessed
    })
  }, [preview.data, datasets, setDraft, kind])
  const again = useQuery({ ...api.evidence.choices.queryOptions({ input: { id: search.from ?? '' } }), enabled: search.from !== undefined, retry: false })
  useEffect(() => {
    const [title, choices] = [search.from, again.data]
    if (title !== undefined && choices?.check === kind.check) setDraft((before) => (before.startedFrom?.title === title ? before : startFrom(kind, before, title, choices)))
  }, [search.from, again.data, setDraft, kind])
  const go = (id: string, job?: string) => void navigate({ to: '.', search: (before: object) => ({ ...before, step: id, job }) })
  return {
    kind,
    steps,
    draft,
    preview,
    /** Nobody stands on a step whose predecessors are not complete, whatever the address says. */
    step: reachable(asked) ? asked : (steps.find((one) => !isComplete(one, draft, preview.data !== undefined)) ?? asked),
    reachable,
    job: search.job ?? null,
    change: (part: Partial<D>) => setDraft((before) => ({ ...before, ...part })),
    chooseFile: (role: string, chosen: string) => setDraft((before) => ({ ...before, files: { ...before.files, [role]: chosen } })),
    startFrom: (title: string, choices: CheckChoices) => setDraft((before) => startFrom(kind, before, title, choices)),
    /** Back to guesses from the file. */
    startAnew: () => setDraft(({ version: kept, files, testSet }) => ({ ...kind.empty, version: kept, files, testSet })),
    drop: dropDraft,
    go,
    /** Follows a job from the last step; the address keeps its name over a reload. */
    follow: (job: string | undefined) => go('declare', job),
  }
}

export type Wizard<D extends Draft = Draft> = ReturnType<typeof useWizard<D>>

const isComplete = <D extends Draft>(step: WizardStep<D>, draft: D, hasPreview: boolean): boolean => step.problems(draft).length === 0 && (step.id !== 'file' || hasPreview)
