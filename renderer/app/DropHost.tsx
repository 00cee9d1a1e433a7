import { useRouterState } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { isModelName } from '../../shared/model-names.ts'
import { useConnection } from '../api/provider.tsx'
import { ModelFileDialog } from '../features/catalog/forms/ModelFileDialog.tsx'
import { LogFileDialog } from '../features/experiments/run/LogFileDialog.tsx'
import { EnrolDialog } from '../features/identity/EnrolDialog.tsx'
import { CheckFileDialog } from '../features/ledger/check/CheckFileDialog.tsx'
import { ImportHost } from '../features/reviews/bundles/ImportHost.tsx'
import { isBundleName, offerBundle } from '../features/reviews/bundles/offered.ts'
import { useDroppedFile, type DroppedFile } from './use-dropped-file.ts'
import classes from './DropHost.module.css'

type Use = 'check' | 'model' | 'log'

/**
 * A file dropped anywhere on the window says what it is. A model file or a folder is read as a model, anything else is held against the open
 * ledger. A bundle is there to come in, so it is offered for import. The desktop's double click ends here too.
 */
export function DropHost({ inside }: { inside: boolean }) {
  const { bridge } = useConnection()
  const [file, setFile] = useState<DroppedFile & { use: Use } | null>(null)
  const take = useCallback(
    (next: DroppedFile) => {
      if (isBundleName(next.name)) offerBundle(next)
      else setFile({ ...next, use: inside && (next.kind === 'folder' || isModelName(next.name)) ? 'model' : 'check' })
    },
    [inside],
  )
  const over = useDroppedFile(take)
  useEffect(() => bridge?.onOpenFile((path) => take({ path, name: path.split(/[/\\]/).at(-1) ?? path, kind: 'file' })), [bridge, take])
  const model = useRouterState({ select: ({ location }) => /^\/models\/([^/]+)/.exec(location.pathname)?.[1] ?? null })
  const close = () => setFile(null)
  const asUse = (use: Use) => () => setFile((now) => now && { ...now, use })
  return (
    <>
      {over && (
        <div className={classes.veil}>
          <p>{inside ? 'Drop a model to see what stands in it, a bundle to import it, any other file to hold it against this ledger. Nothing is written before you confirm it.' : 'Drop a bundle to see what it holds. It is only read.'}</p>
        </div>
      )}
      {file?.use === 'check' && <CheckFileDialog key={file.path} path={file.path} name={file.name} onClose={close} />}
      {file?.use === 'model' && <ModelFileDialog key={file.path} file={file} model={model === null ? null : decodeURIComponent(model)} onClose={close} onLog={asUse('log')} onCheck={asUse('check')} />}
      {file?.use === 'log' && <LogFileDialog file={file} onClose={close} />}
      <ImportHost inside={inside} enrolSigner={EnrolDialog} onCheck={(next) => setFile({ ...next, kind: 'file', use: 'check' })} />
    </>
  )
}
