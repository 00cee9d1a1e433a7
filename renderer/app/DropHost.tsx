import { useCallback, useEffect, useState } from 'react'
import { useConnection } from '../api/provider.tsx'
import { EnrolDialog } from '../features/identity/EnrolDialog.tsx'
import { CheckFileDialog } from '../features/ledger/check/CheckFileDialog.tsx'
import { ImportHost } from '../features/reviews/bundles/ImportHost.tsx'
import { isBundleName, offerBundle } from '../features/reviews/bundles/offered.ts'
import { useDroppedFile, type DroppedFile } from './use-dropped-file.ts'
import classes from './DropHost.module.css'

/**
 * A file dropped anywhere on the window says what it is, and whether it holds against the open ledger. A bundle is there to come
 * in, so it is offered for import. The desktop's double click ends here too.
 */
export function DropHost({ inside }: { inside: boolean }) {
  const { bridge } = useConnection()
  const [file, setFile] = useState<DroppedFile | null>(null)
  const take = useCallback((next: DroppedFile) => (isBundleName(next.name) ? offerBundle(next) : setFile(next)), [])
  const over = useDroppedFile(take)
  useEffect(() => bridge?.onOpenFile((path) => take({ path, name: path.split(/[/\\]/).at(-1) ?? path })), [bridge, take])
  return (
    <>
      {over && (
        <div className={classes.veil}>
          <p>{inside ? 'Drop the file to hold it against this ledger, or a bundle to import it. Nothing is written before you confirm it.' : 'Drop a bundle to see what it holds. It is only read.'}</p>
        </div>
      )}
      {file !== null && <CheckFileDialog key={file.path} path={file.path} name={file.name} onClose={() => setFile(null)} />}
      <ImportHost inside={inside} enrolSigner={EnrolDialog} onCheck={setFile} />
    </>
  )
}
