import { Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { role, roleTitles, type Role } from '../../../../shared/contract/identity.ts'
import { signer as signerSchema, type Signer } from '../../../../shared/contract/policies.ts'
import { meaningNames } from '../../../../shared/policy-words.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'

interface SignerDialogProps {
  /** Null: a new one. */
  signer: Signer | null
  onDone: (signer: Signer) => void
  onClose: () => void
}

const roles = role.options.map((value) => ({ value, label: roleTitles[value] }))
const meanings = signerSchema.shape.meaning.options.map((value) => ({ value, label: meaningNames[value] }))

/** One place for signatures: meaning, roles, how many people. */
export function SignerDialog({ signer, onDone, onClose }: SignerDialogProps) {
  const [draft, setDraft] = useState<Signer>(signer ?? { meaning: 'review', roles: [], min: 1, independent: true, scope: null })
  const change = (part: Partial<Signer>) => setDraft({ ...draft, ...part })
  const isApproval = draft.meaning === 'approval'
  return (
    <FormDialog
      opened
      title={signer ? 'Change a signature' : 'Add a signature'}
      submitLabel="Take over"
      submitDisabled={draft.roles.length === 0}
      onClose={onClose}
      onSubmit={() => {
        onDone({ ...draft, independent: draft.independent || isApproval })
        onClose()
      }}
    >
      <Select label="Meaning" data={meanings} value={draft.meaning} onChange={(value) => change({ meaning: signerSchema.shape.meaning.parse(value) })} allowDeselect={false} data-autofocus />
      <MultiSelect label="Roles" description="Whoever has one of them may sign." data={roles} value={draft.roles} onChange={(value) => change({ roles: value as Role[] })} required searchable />
      <NumberInput label="People" min={1} max={20} allowDecimal={false} value={draft.min} onChange={(value) => change({ min: Math.max(1, Number(value)) })} />
      <Checkbox
        label="Independent: nobody who made the version or its evidence"
        description={isApproval ? 'Locked for approvals.' : undefined}
        checked={draft.independent || isApproval}
        disabled={isApproval}
        onChange={(event) => change({ independent: event.currentTarget.checked })}
      />
      <TextInput label="Scope" description="What of the version it speaks of, where that is not all of it: deployment." value={draft.scope ?? ''} maxLength={80} onChange={(event) => change({ scope: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
    </FormDialog>
  )
}
