import { MultiSelect, TextInput } from '@mantine/core'
import { role, roleTitles, type Role } from '../../../shared/contract/identity.ts'
import { isChosen, NewPassphrase } from '../../ui/NewPassphrase.tsx'

export interface PersonDraft {
  name: string
  email: string
  roles: Role[]
  passphrase: string
  repeated: string
}

export const emptyPerson: PersonDraft = { name: '', email: '', roles: [], passphrase: '', repeated: '' }

/** Whether it is said who it is, without the passphrase. */
export const isNamed = ({ name, email, roles }: PersonDraft): boolean => name.trim() !== '' && email.includes('@') && roles.length > 0
export const isComplete = (draft: PersonDraft): boolean => isNamed(draft) && isChosen(draft.passphrase, draft.repeated)

const options = role.options.map((value) => ({ value, label: roleTitles[value] }))

interface PersonFieldsProps {
  draft: PersonDraft
  onChange: (draft: PersonDraft) => void
  /** False where their key is on another computer. */
  passphrase?: boolean
}

/** What a person is enrolled with. */
export function PersonFields({ draft, onChange, passphrase = true }: PersonFieldsProps) {
  const set = (change: Partial<PersonDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <TextInput label="Name" required value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} autoComplete="off" />
      <TextInput
        label="E-mail"
        required
        description="Names the person in the ledger and on every signature. It is never used to send anything."
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
        autoComplete="off"
        inputMode="email"
      />
      <MultiSelect
        label="Roles"
        required
        placeholder={draft.roles.length === 0 ? 'Choose one or more' : undefined}
        data={options}
        value={draft.roles}
        onChange={(roles) => set({ roles: roles as Role[] })}
        clearButtonProps={{ 'aria-label': 'No role' }}
      />
      {passphrase && <NewPassphrase value={draft.passphrase} repeated={draft.repeated} onChange={set} />}
    </>
  )
}
