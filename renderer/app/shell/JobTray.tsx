import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'
import { useCancelJob, useJobsOnScreen } from '../../api/jobs.ts'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import classes from './JobTray.module.css'

/** Work under way that the screen does not show already, from whichever window it was started and also after a reload. Empty: not there. */
export function JobTray() {
  const api = useApi()
  const cancel = useCancelJob()
  const { data: jobs = [] } = useQuery(api.jobs.list.queryOptions())
  const shown = useJobsOnScreen()
  const running = jobs.filter(({ id, state }) => state === 'running' && !shown.includes(id))
  if (running.length === 0) return null
  return (
    <section className={classes.tray} aria-label="Work under way">
      {running.map((job) => (
        <ProgressLine key={job.id} title={job.title} {...job.progress} onCancel={() => cancel.mutate({ id: job.id })} />
      ))}
    </section>
  )
}
