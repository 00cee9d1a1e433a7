import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { task as taskKinds, taskTitles } from '../../../../shared/contract/catalog.ts'
import { useApi } from '../../../api/provider.tsx'
import { checkName } from '../forms/ModelDialog.tsx'
import classes from '../catalog.module.css'

export interface ChosenModel {
  readonly kind: 'known' | 'new'
  readonly name: string | null
  readonly newName: string
  readonly useCase: string | null
  readonly task: keyof typeof taskTitles
}

/** Null while the choice is not whole. */
export function toModelInput({ kind, name, newName, useCase, task }: ChosenModel) {
  if (kind === 'known') return name === null ? null : { model: name }
  return useCase === null || checkName(newName) !== null ? null : { model: newName, newModel: { useCase, task } }
}

/** One of the models there are, or a new one that is registered with its first version. */
export function ModelChoice({ value, onChange }: { value: ChosenModel; onChange: (chosen: ChosenModel) => void }) {
  const api = useApi()
  const models = useQuery(api.catalog.models.queryOptions()).data
  const useCases = useQuery(api.catalog.useCases.queryOptions()).data
  const set = (change: Partial<ChosenModel>) => onChange({ ...value, ...change })
  return (
    <div className={classes.tier}>
      <SegmentedControl
        size="xs"
        aria-label="The model is"
        value={value.kind}
        onChange={(kind) => set({ kind: kind === 'new' ? 'new' : 'known' })}
        data={[
          { value: 'known', label: 'A registered model' },
          { value: 'new', label: 'A new model' },
        ]}
      />
      {value.kind === 'known' ? (
        <Select label="Model" required searchable data={(models ?? []).map((one) => ({ value: one.name, label: `${one.name}, ${one.useCaseName}` }))} description={models?.length === 0 ? 'None is registered yet: make a new one.' : 'The version gets its next number.'} value={value.name} onChange={(name) => set({ name })} />
      ) : (
        <>
          <TextInput label="Name" description="Used in references such as credit-lr@3." required maxLength={100} value={value.newName} error={value.newName === '' ? undefined : checkName(value.newName)} onChange={(event) => set({ newName: event.currentTarget.value })} />
          <div className={classes.pair}>
            <Select label="Use case" required searchable data={(useCases ?? []).map((one) => ({ value: one.id, label: one.name }))} description={useCases?.length === 0 ? <>There is no use case yet. <Link to="/use-cases">Register one first.</Link></> : undefined} value={value.useCase} onChange={(useCase) => set({ useCase })} />
            <Select label="Task" required allowDeselect={false} data={taskKinds.options.map((kind) => ({ value: kind, label: taskTitles[kind] }))} value={value.task} onChange={(kind) => set({ task: taskKinds.catch('classification').parse(kind) })} />
          </div>
        </>
      )}
    </div>
  )
}
