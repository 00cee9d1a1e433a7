import { notifications } from '@mantine/notifications'
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { WatchedArtefact } from '../../../shared/contract/artefacts.ts'
import type { Verification } from '../../../shared/contract/ledger.ts'
import type { Job } from '../../../shared/contract/workspace.ts'
import { isJobOnScreen } from '../../api/jobs.ts'

const findingsNotice = 'findings'

/** The notice of findings goes once they are on the screen: it would only stand in front of them. */
export function useFindingsNotice(): void {
  const shown = useLocation().pathname === '/ledger/integrity'
  useEffect(() => {
    if (shown) notifications.hide(findingsNotice)
  }, [shown])
}

/** Says once that work has ended, wherever the person is by now. A preview, an import, an intact ledger and findings end where they are shown. */
export function tellOfEnd(job: Job): void {
  if (job.kind === 'look' && job.state === 'done') return tellOfArtefacts(job)
  if (job.kind === 'preview' || isImportShown(job) || isIntact(job) || areFindingsShown(job)) return
  if (endsWhereItBegan.includes(job.kind)) setTimeout(() => !isJobOnScreen(job.id) && !isReportShown(job) && show(job), answerMs)
  else show(job)
}

/** Looks go on by themselves: only what is not as it was approved is worth a word. */
function tellOfArtefacts({ id, result }: Job): void {
  const others = (result as WatchedArtefact[]).filter(({ state, review }) => state === 'other' && review !== null)
  if (others.length === 0) return
  notifications.show({ id, title: 'An artefact is not the one that was approved', message: others.map(({ version, name, review }) => `${name} of ${version} (${review})`).join(', '), color: 'red', autoClose: false })
}

/** Work whose outcome is shown by the dialog or panel that it was begun in, as long as that is open. */
const endsWhereItBegan: readonly Job['kind'][] = ['backup', 'restore', 'export', 'inspection', 'run_import']
/** Work that ends at once is heard of before the screen has its number. */
const answerMs = 400

function show(job: Job): void {
  if (job.state === 'failed') {
    notifications.show({ id: job.id, title: `${job.title}: not done`, message: job.error?.message ?? 'The program failed.', color: 'red', autoClose: 12_000 })
  } else if (job.state === 'cancelled') {
    notifications.show({ id: job.id, title: `${job.title}: cancelled`, message: job.kind === 'run_import' ? 'What was sealed before stays. Import again to go on.' : 'Nothing was written.', color: 'gray', autoClose: 5000 })
  } else if (job.kind === 'verify') {
    notifications.show({ id: findingsNotice, title: 'The ledger is not intact', message: 'Its findings are under Ledger, Integrity.', color: 'red', autoClose: false })
  } else if (job.state === 'done') {
    notifications.show({ id: job.id, title: job.title, message: 'Done.', color: 'accent', autoClose: 4000 })
  }
}

/** Its dialog is still there when the end is heard, and goes on to what came in. */
const isImportShown = ({ kind, id }: Job): boolean => kind === 'import' && isJobOnScreen(id)

const isReportShown = ({ kind }: Job): boolean => kind === 'run_import' && location.hash.startsWith('#/experiments/import')

const isIntact = ({ kind, state, result }: Job): boolean => kind === 'verify' && state === 'done' && (result as Verification).verdict === 'intact'

const areFindingsShown = ({ kind, state }: Job): boolean => kind === 'verify' && state === 'done' && location.hash.startsWith('#/ledger/integrity')
