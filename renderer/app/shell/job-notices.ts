import { notifications } from '@mantine/notifications'
import type { Job } from '../../../shared/contract/workspace.ts'

/** Says once that work has ended, wherever the person is by now. Previews end on the screen that asked for them. */
export function tellOfEnd(job: Job): void {
  if (job.kind === 'preview') return
  if (job.state === 'failed') {
    notifications.show({ id: job.id, title: `${job.title}: not done`, message: job.error?.message ?? 'The program failed.', color: 'red', autoClose: 12_000 })
  } else if (job.state === 'cancelled') {
    notifications.show({ id: job.id, title: `${job.title}: cancelled`, message: 'Nothing was written.', color: 'gray', autoClose: 5000 })
  } else if (job.state === 'done') {
    notifications.show({ id: job.id, title: job.title, message: 'Done.', color: 'accent', autoClose: 4000 })
  }
}
