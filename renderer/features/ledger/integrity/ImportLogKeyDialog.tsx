import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../../ui/PassphraseInput.tsx'

const filters = [{ name: 'Keys of Countersign', extensions: ['countersign-key', 'key', '*'] }]

/** Takes a log key that another computer exported; this one then goes on with the ledger. */
export function ImportLogKeyDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const [file, setFile] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const take = useMutation(api.custody.importLogKey.mutationOptions({ onSuccess: onClose, onError: () => setPassphrase('') }))
  const ready = file !== '' && passphrase !== ''
  return (
    <FormDialog opened title="Import the log key" onClose={onClose} onSubmit={() => ready && take.mutate({ file, passphrase })} submitLabel="Import" submitDisabled={!ready} busy={take.isPending} error={take.error} size={560}>
      <p>For going on here with a ledger that was used on another computer. The file also says how far it had gone there: an older copy of the folder is not continued. The workspace is opened again, so everybody signs in again.</p>
      <FileField label="File with the log key" required filters={filters} value={file} onChange={setFile} />
      <PassphraseInput label="Passphrase of the file" value={passphrase} onChange={setPassphrase} />
    </FormDialog>
  )
}
