import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { useUseWarnings } from '../../../api/use-warnings.ts'
import { Caution } from '../../../ui/Caution.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { JobDialog } from '../forms/JobDialog.tsx'

/** The file lies where it lay when it was registered, or elsewhere: the program does not keep it, so the person says where. */
export function ExportDataDialog({ snapshot, fileName, onClose }: { snapshot: string; fileName: string; onClose: () => void }) {
  const api = useApi()
  const [fields, setFields] = useState({ file: '', out: '', purpose: '', person: '' })
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }))
  const { file, out, purpose, person } = fields
  const [warning] = useUseWarnings([{ snapshot }])
  return (
    <JobDialog
      opened
      title={`Copy ${snapshot} for somebody`}
      submitLabel="Record and copy"
      submitDisabled={file === '' || out === '' || purpose.trim() === '' || Boolean(warning?.refusal)}
      start={() => api.testSets.export.call({ snapshot, file, out, purpose, ...(person.trim() === '' ? {} : { person: person.trim() }) })}
      onDone={onClose}
      onClose={onClose}
    >
      {warning && <Caution>{warning.sentence}</Caution>}
      <FileField label="The file" description="It has to be these very bytes." required value={file} onChange={(path) => set({ file: path })} />
      <FileField label="Where the copy goes" kind="save" defaultPath={fileName} required value={out} onChange={(path) => set({ out: path })} />
      <TextInput label="What it is needed for" required maxLength={500} value={purpose} onChange={(event) => set({ purpose: event.currentTarget.value })} />
      <TextInput label="For whom" description="Empty: for you. The e-mail address, where they are enrolled here." maxLength={200} value={person} onChange={(event) => set({ person: event.currentTarget.value })} />
    </JobDialog>
  )
}
