import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RunDetail } from '../../../../shared/contract/runs.ts'

/** What went into the run and what came of it; of a run that no entry names yet there is nothing to tell. */
export function LineageLink({ run }: { run: RunDetail }) {
  if (run.startedSeq === null && run.sealed === null) return null
  return (
    <Button component={Link} to={`/runs/${run.id}/lineage`} variant="default">
      Lineage
    </Button>
  )
}
