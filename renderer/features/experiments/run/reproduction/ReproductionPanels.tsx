import { useQuery } from '@tanstack/react-query'
import type { RunDetail } from '../../../../../shared/contract/runs.ts'
import { useApi } from '../../../../api/provider.tsx'
import { OwnReproductionPanel } from './OwnReproductionPanel.tsx'
import { RerunsPanel } from './RerunsPanel.tsx'

/** What the run repeats and how it stands to that, and who repeated it; nothing where it is neither. */
export function ReproductionPanels({ run }: { run: RunDetail }) {
  const api = useApi()
  const query = useQuery(api.experiments.reproductions.queryOptions({ input: { run: run.id } }))
  if (!query.data) return null
  const { of, by } = query.data
  return (
    <>
      {of !== null && <OwnReproductionPanel run={run} of={of} />}
      {by.length > 0 && <RerunsPanel reruns={by} />}
    </>
  )
}
