import { Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { tierTitles } from '../../../../shared/contract/tier.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { tierMeanings } from '../tiers.ts'
import { OwnerSelect } from './OwnerSelect.tsx'
import classes from '../catalog.module.css'

type Tier = UseCase['tier']
const tiers: readonly Tier[] = [1, 2, 3, 4]
const isNamed = (label: string) => (value: string) => (value.trim() ? null : `${label} is missing.`)

function useUseCaseForm() {
  return useForm({
    initialValues: { name: '', purpose: '', affected: '', tier: '', tierReasons: '', owner: null as string | null },
    validate: {
      name: isNamed('A name'),
      purpose: isNamed('The purpose'),
      tier: (value) => (value ? null : 'Choose a tier.'),
      tierReasons: isNamed('A reason for the tier'),
    },
  })
}

export function UseCaseDialog({ onClose, onDone }: { onClose: () => void; onDone: (useCase: UseCase) => void }) {
  const api = useApi()
  const form = useUseCaseForm()
  const add = useMutation(api.catalog.addUseCase.mutationOptions({ onSuccess: onDone }))
  const submit = form.onSubmit(({ owner, tier, ...rest }) => add.mutate({ ...rest, tier: Number(tier) as Tier, ...(owner && { owner }) }))
  return (
    <FormDialog opened title="Register a use case" submitLabel="Register" size={600} onClose={onClose} onSubmit={submit} busy={add.isPending} error={add.error}>
      <TextInput label="Name" required data-autofocus maxLength={120} {...form.getInputProps('name')} />
      <Textarea label="Purpose" description="What decision or task the models support." required autosize minRows={2} maxLength={4000} {...form.getInputProps('purpose')} />
      <Textarea label="Affected people" description="Whom the results touch, and how they can object." autosize minRows={2} maxLength={4000} {...form.getInputProps('affected')} />
      <Radio.Group label="Risk tier" description="A first statement; it decides what the policy asks for before approval. The questions that compute the tier come next." required {...form.getInputProps('tier')}>
        <div className={classes.tier}>
          {tiers.map((tier) => (
            <Radio key={tier} value={String(tier)} size="xs" label={`Tier ${tier}, ${tierTitles[tier]}`} description={tierMeanings[tier]} />
          ))}
        </div>
      </Radio.Group>
      <Textarea label="Reasons for the tier" required autosize minRows={2} maxLength={4000} {...form.getInputProps('tierReasons')} />
      <OwnerSelect value={form.values.owner} onChange={(owner) => form.setFieldValue('owner', owner)} />
    </FormDialog>
  )
}
