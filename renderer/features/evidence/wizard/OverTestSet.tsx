import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { UseWarning } from '../../../../shared/contract/test-sets.ts'
import { useApi } from '../../../api/provider.tsx'
import { useUseWarnings } from '../../../api/use-warnings.ts'
import { Caution } from '../../../ui/Caution.tsx'
import type { Wizard } from './use-wizard.ts'
import { chosenFiles, type Draft } from './wizard-kind.ts'

/** Predictions are a file of their own: only the person can say on which sealed rows they were made. Not shown where nothing is sealed. */
export function OverTestSet<D extends Draft>({ wizard: { draft, change } }: { wizard: Wizard<D> }) {
  const api = useApi()
  const sealed = useQuery(api.testSets.list.queryOptions()).data ?? []
  if (sealed.length === 0) return null
  return (
    <Select
      label="Predictions over a sealed test set"
      description="Where the data holds the rows of a test set with what the version said of them. It is a use of that set."
      placeholder="none: the data stands for itself"
      data={sealed.map(({ snapshot }) => snapshot)}
      value={draft.testSet ?? null}
      onChange={(testSet) => change({ testSet: testSet ?? undefined } as Partial<D>)}
      clearable
      clearButtonProps={{ 'aria-label': 'No test set' }}
    />
  )
}

/** What the chosen files and set would be used as, each set once. */
export const useDraftWarnings = (draft: Draft): UseWarning[] =>
  useUseWarnings([...Object.values(chosenFiles(draft)).map((path) => ({ path })), ...(draft.testSet ? [{ snapshot: draft.testSet }] : [])], draft.version)

export function TestSetWarnings({ draft }: { draft: Draft }) {
  return useDraftWarnings(draft).map(({ snapshot, sentence, over, refusal }) => (
    <Caution key={snapshot} tone={over || refusal !== null ? 'bad' : 'caution'}>
      {sentence}
    </Caution>
  ))
}
