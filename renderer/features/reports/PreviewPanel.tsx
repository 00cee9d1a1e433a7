import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { resultOf, useCancelJob, useJob } from '../../api/jobs.ts'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import { PdfPages } from './PdfPages.tsx'
import classes from './reports.module.css'

/** The dossier as it would be written now. A draft: it is not recorded and says so on its pages. */
export function PreviewPanel({ version }: { version: string }) {
  const api = useApi()
  const cancel = useCancelJob()
  const { mutate: render, data: started, error: refused } = useMutation(api.reports.preview.mutationOptions())
  useEffect(() => render({ version }), [render, version])
  const job = useJob(started?.job ?? null).data
  const token = resultOf<{ token: string }>(job)?.token
  const bytes = useQuery({
    ...api.reports.previewBytes.queryOptions({ input: { token: token ?? '' } }),
    enabled: token !== undefined,
    gcTime: 60_000,
  })
  const error = refused ?? bytes.error ?? (job?.state === 'failed' ? job.error : null)
  return (
    <Panel title="Preview" aside="a draft; not recorded" padded={false} fill>
      {error !== null ? (
        <ErrorState error={error} kept="Nothing was recorded." onRetry={() => render({ version })} />
      ) : bytes.data !== undefined ? (
        <PdfPages blob={bytes.data} label={`Dossier of ${version}`} />
      ) : job?.state === 'running' ? (
        <div className={classes.progress}>
          <ProgressLine title={job.title} {...job.progress} onCancel={() => cancel.mutate({ id: job.id })} />
        </div>
      ) : job?.state === 'cancelled' ? (
        <ErrorState what="The preview was cancelled." onRetry={() => render({ version })} />
      ) : (
        <Loading label="preview" rows={8} />
      )}
    </Panel>
  )
}
