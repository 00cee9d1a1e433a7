import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { BundleView } from '../../../../shared/contract/interop.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { SignedNotes } from '../../../ui/SignedNotes.tsx'
import { BundleFacts } from './BundleFacts.tsx'
import { BundleProof } from './BundleProof.tsx'
import { Decision, Foot, type EnrolSigner } from './ImportDecision.tsx'
import type { OfferedBundle } from './offered.ts'
import classes from '../reviews.module.css'

interface ImportDialogProps {
  bundle: OfferedBundle
  enrolSigner: EnrolSigner
  /** Holds the file against the open ledger instead, which writes nothing at all. Null where no workspace is open. */
  onCheck: (() => void) | null
  onClose: () => void
}

/** What a bundle holds, whom it comes from, and whether it may come in: it writes one entry, and only when that is confirmed. */
export function ImportDialog({ bundle: { path, name }, enrolSigner, onCheck, onClose }: ImportDialogProps) {
  const api = useApi()
  const view = useQuery({ ...api.interop.inspect.queryOptions({ input: { path } }), gcTime: 0 })
  return (
    <Modal opened onClose={onClose} title={`Import ${name}`} size={view.data?.fork ? 900 : 700} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.outcome}>
        {view.isPending && <Loading label="bundle" />}
        {/* The core's sentence says that nothing was written; asking again would not change the file. */}
        {view.error !== null && <ErrorState error={view.error} />}
        {view.data !== undefined && <Preview view={view.data} />}
        {view.data !== undefined && onCheck === null && <p className={classes.hint}>No workspace is open. Open the one that it is for: the bundle is shown again there, and can be imported.</p>}
        {view.data === undefined || onCheck === null ? <Foot onClose={onClose} onCheck={onCheck} /> : <Decision view={view.data} enrolSigner={enrolSigner} onCheck={onCheck} onClose={onClose} />}
      </div>
    </Modal>
  )
}

function Preview({ view }: { view: BundleView }) {
  return (
    <>
      <BundleFacts view={view} />
      <BundleProof view={view} />
      {view.fork !== null && <SignedNotes theirs={view.fork.brought} ours={view.fork.seen} theirsTitle="In the bundle" oursTitle="Seen before" />}
    </>
  )
}
