import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Contact, Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './identity.module.css'

/** How to reach somebody: erasable, because the ledger holds only a salted commitment to it. */
export function ContactPanel({ person }: { person: Person }) {
  const acting = useActingPerson()
  const [recording, setRecording] = useState(false)
  const { contact } = person
  return (
    <Panel title="Contact details" aside="can be erased">
      <div className={classes.part}>
        {contact === null && <p className={classes.quiet}>None were recorded.</p>}
        {contact?.details && <KeyValue items={[['telephone', contact.details.telephone], ['department', contact.details.department], ['note', contact.details.note]]} />}
        {contact && (
          <p className={classes.quiet}>
            {contact.details ? 'Recorded in ' : <StateBadge tone="void">redacted</StateBadge>} <Link to={`/ledger/${contact.seq}`}>entry {formatCount(contact.seq)}</Link>
            {contact.details ? ', where they can also be erased.' : ' says by whom and why.'}
          </p>
        )}
        <div>
          <Button variant="default" onClick={() => (acting === null ? askForSignIn() : setRecording(true))}>
            Record contact details…
          </Button>
        </div>
      </div>
      {recording && <ContactDialog person={person} onClose={() => setRecording(false)} />}
    </Panel>
  )
}

function ContactDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const api = useApi()
  const [draft, setDraft] = useState<Required<Contact>>({ telephone: '', department: '', note: '', ...person.contact?.details })
  const set = (change: Contact) => setDraft((before) => ({ ...before, ...change }))
  const record = useMutation(api.identity.recordContact.mutationOptions({ onSuccess: onClose }))
  const given = Object.fromEntries(Object.entries(draft).filter(([, text]) => text.trim() !== ''))
  return (
    <FormDialog
      opened
      title={`Contact details of ${person.name}`}
      onClose={onClose}
      onSubmit={() => record.mutate({ email: person.email, contact: given })}
      submitLabel="Record"
      submitDisabled={Object.keys(given).length === 0}
      busy={record.isPending}
      error={record.error}
      size={460}
    >
      <p>They stand beside the ledger, under a commitment that nobody can guess them from, and can be erased later. Earlier details stay until they are erased.</p>
      <TextInput label="Telephone" value={draft.telephone} onChange={(event) => set({ telephone: event.currentTarget.value })} autoComplete="off" data-autofocus />
      <TextInput label="Department" value={draft.department} onChange={(event) => set({ department: event.currentTarget.value })} autoComplete="off" />
      <Textarea label="Note" autosize minRows={2} value={draft.note} onChange={(event) => set({ note: event.currentTarget.value })} />
    </FormDialog>
  )
}
