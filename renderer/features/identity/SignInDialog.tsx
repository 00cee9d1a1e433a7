import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useSignInAsked } from '../../api/session.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { PassphraseInput } from '../../ui/PassphraseInput.tsx'
import { ImportKeyDialog } from './ImportKeyDialog.tsx'

/** Shows the sign-in dialog whenever a screen asked for it. */
export function SignInHost() {
  const asked = useSignInAsked()
  const api = useApi()
  const people = useQuery({ ...api.identity.people.queryOptions(), enabled: asked }).data
  if (!asked || people === undefined) return null
  return <SignInDialog people={people.filter(({ keyHere, revoked }) => keyHere && revoked === null)} elsewhere={people.some(({ keyHere }) => !keyHere)} />
}

function SignInDialog({ people, elsewhere }: { people: Person[]; elsewhere: boolean }) {
  const api = useApi()
  const [email, setEmail] = useState(people.length === 1 ? (people[0]?.email ?? null) : null)
  const [passphrase, setPassphrase] = useState('')
  const [importing, setImporting] = useState(false)
  const signIn = useMutation(api.identity.signIn.mutationOptions({ onSuccess: () => askForSignIn(false), onError: () => setPassphrase('') }))
  if (importing) return <ImportKeyDialog onClose={() => setImporting(false)} />
  return (
    <FormDialog
      opened
      title="Sign in"
      onClose={() => askForSignIn(false)}
      onSubmit={() => email !== null && signIn.mutate({ email, passphrase })}
      submitLabel="Sign in"
      submitDisabled={email === null || passphrase === ''}
      busy={signIn.isPending}
      error={signIn.error}
      note={elsewhere && <Button variant="subtle" size="compact-sm" onClick={() => setImporting(true)}>Import a key…</Button>}
      size={440}
    >
      <p>What is written from here on carries this person&rsquo;s name. Each signature asks for the passphrase again.</p>
      <Select
        label="Person"
        allowDeselect={false}
        placeholder="Choose a person"
        data={people.map((person) => ({ value: person.email, label: `${person.name} (${person.email})` }))}
        value={email}
        onChange={setEmail}
        searchable={people.length > 8}
        description={elsewhere ? 'Only people whose key is on this computer can sign in here.' : undefined}
        data-autofocus={email === null || undefined}
      />
      <PassphraseInput label="Passphrase" value={passphrase} onChange={setPassphrase} data-autofocus={email !== null || undefined} />
    </FormDialog>
  )
}
