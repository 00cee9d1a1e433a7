import { Checkbox, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { predicate as predicateSchema, type EvidenceDemand, type Predicate } from '../../../../shared/contract/policies.ts'
import { predicateWords } from '../../../../shared/policy-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import classes from '../policies.module.css'

interface DemandDialogProps {
  /** Null: a new one. */
  demand: EvidenceDemand | null
  /** Kinds that the tier asks for already. */
  taken: readonly string[]
  onDone: (demand: EvidenceDemand) => void
  onClose: () => void
}

/** One kind of evidence, with everything that has to be true of it at once. */
export function DemandDialog({ demand, taken, onDone, onClose }: DemandDialogProps) {
  const api = useApi()
  const kinds = useQuery(api.policies.kinds.queryOptions()).data ?? []
  const [draft, setDraft] = useState<EvidenceDemand>(demand ?? { kind: '', is: ['complete', 'current'], maxAgeDays: null })
  const free = kinds.filter(({ id }) => id === demand?.kind || !taken.includes(id))
  const groups = [...new Set(free.map(({ group }) => group))]
  return (
    <FormDialog
      opened
      title={demand ? 'Change a demand for evidence' : 'Add evidence'}
      submitLabel="Take over"
      submitDisabled={draft.kind === '' || draft.is.length === 0}
      size={620}
      onClose={onClose}
      onSubmit={() => {
        onDone({ ...draft, is: predicateSchema.options.filter((one) => draft.is.includes(one)) })
        onClose()
      }}
    >
      <Select
        label="Kind of evidence"
        data={groups.map((group) => ({ group, items: free.filter((one) => one.group === group).map(({ id, title }) => ({ value: id, label: title })) }))}
        value={draft.kind === '' ? null : draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind: kind ?? '' })}
        searchable
        allowDeselect={false}
        data-autofocus
      />
      <Checkbox.Group label="It has to be" value={draft.is} onChange={(is) => setDraft({ ...draft, is: is as Predicate[] })}>
        <div className={classes.checks}>
          {predicateSchema.options.map((one) => (
            <Checkbox key={one} value={one} label={predicateWords[one].word} description={predicateWords[one].about} />
          ))}
        </div>
      </Checkbox.Group>
      <NumberInput label="At most so many days old" placeholder="no limit" min={1} max={36_500} allowDecimal={false} value={draft.maxAgeDays ?? ''} onChange={(value) => setDraft({ ...draft, maxAgeDays: value === '' ? null : Number(value) })} />
    </FormDialog>
  )
}
