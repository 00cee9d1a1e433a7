import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { resultOf, useCancelJob, useJob } from '../../api/jobs.ts'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import { ExamplePeople, type BuiltExample } from './ExamplePeople.tsx'
import classes from './workspace.module.css'

/** German credit, built through the same services that a person uses. A build is found again after a reload. */
export function ExamplePanel({ begin }: { begin: boolean }) {
  const api = useApi()
  const [started, setStarted] = useState<string | null>(null)
  const jobs = useQuery(api.jobs.list.queryOptions()).data ?? []
  const id = started ?? jobs.find(({ kind, state }) => kind === 'example' && (state === 'running' || state === 'done'))?.id ?? null
  const job = useJob(id).data
  const cancel = useCancelJob()
  const load = useMutation(api.workspace.loadExample.mutationOptions({ onSuccess: (answer) => setStarted(answer.job) }))
  const { mutate } = load
  const begun = useRef(false)
  useEffect(() => {
    if (!begin || begun.current) return
    begun.current = true
    mutate({})
  }, [begin, mutate])
  const built = resultOf<BuiltExample>(job)
  const running = job?.state === 'running'
  return (
    <section className={classes.card}>
      <h2>Load the example</h2>
      <p>German credit: 1,000 applications, a logistic regression, a fairness check and a review that waits for its signatures.</p>
      {load.error !== null && <ErrorState error={load.error} kept="Nothing was written." />}
      {job?.state === 'failed' && <ErrorState error={job.error} kept="What was built so far stays in its folder; it can be deleted." />}
      {running && <ProgressLine title={job.title} {...job.progress} onCancel={() => cancel.mutate({ id: job.id })} />}
      {built !== undefined && <ExamplePeople example={built} />}
      {!running && built === undefined && (
        <div>
          <Button variant="default" loading={load.isPending} onClick={() => load.mutate({})}>
            Load the example
          </Button>
        </div>
      )}
    </section>
  )
}
