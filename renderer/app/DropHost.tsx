import { useEffect, useState } from 'react'
import { useConnection } from '../api/provider.tsx'
import { CheckFileDialog } from '../features/ledger/check/CheckFileDialog.tsx'
import { useDroppedFile, type DroppedFile } from './use-dropped-file.ts'
import classes from './DropHost.module.css'

/** A file dropped anywhere on the window says what it is, and whether it holds against the open ledger. */
export function DropHost() {
  const { bridge } = useConnection()
  const [file, setFile] = useState<DroppedFile | null>(null)
  const over = useDroppedFile(setFile)
  useEffect(() => bridge?.onOpenFile((path) => setFile({ path, name: path.split(/[/\\]/).at(-1) ?? path })), [bridge])
  const close = () => setFile(null)
  return (
    <>
      {over && (
        <div className={classes.veil}>
          <p>Drop the file to hold it against this ledger. It is only read.</p>
        </div>
      )}
      {file !== null && <CheckFileDialog key={file.path} path={file.path} name={file.name} onClose={close} />}
    </>
  )
}
