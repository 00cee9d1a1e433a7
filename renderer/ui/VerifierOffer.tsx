import { Button } from '@mantine/core'
import { ErrorState } from './ErrorState.tsx'
import classes from './VerifierOffer.module.css'

interface VerifierOfferProps {
  /** Where the page was written; undefined until it was. */
  path: string | undefined
  busy: boolean
  error: unknown
  onSave: () => void
}

/** Offered wherever something goes out: one page, beside the file, that checks it without this program and without network. */
export function VerifierOffer({ path, busy, error, onSave }: VerifierOfferProps) {
  return (
    <div className={classes.offer}>
      <Button variant="default" loading={busy} disabled={path !== undefined} onClick={onSave}>
        Put the verifier beside it
      </Button>
      <p>{path === undefined ? 'verify.html: a page that checks the file in any browser, without this program and without network.' : `Written as ${path}`}</p>
      {error !== null && error !== undefined && <ErrorState error={error} />}
    </div>
  )
}
