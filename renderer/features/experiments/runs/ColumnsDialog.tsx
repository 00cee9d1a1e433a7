import { Button, Modal, MultiSelect } from '@mantine/core'
import { toColumnNames, type Keys } from './run-columns.tsx'
import classes from '../experiments.module.css'

interface ColumnsDialogProps {
  keys: Keys
  wanted: readonly string[]
  /** Nothing was chosen: what is logged later shows too. */
  isUsual: boolean
  onChange: (names: string[]) => void
  onClose: () => void
}

const groups = { facts: 'Facts of the run', metrics: 'Metrics', parameters: 'Parameters', tags: 'Tags' } as const

/** Which columns the table has; what is chosen holds at once and stands in the address. */
export function ColumnsDialog({ keys, wanted, isUsual, onChange, onClose }: ColumnsDialogProps) {
  const names = toColumnNames(keys)
  const choose = (group: keyof typeof groups, chosen: string[]) => {
    const next = { ...Object.fromEntries(Object.entries(names).map(([one, ids]) => [one, ids.filter((id) => wanted.includes(id))])), [group]: chosen }
    onChange(Object.keys(groups).flatMap((one) => next[one] ?? []))
  }
  return (
    <Modal opened onClose={onClose} title="Columns of the table" size={620} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        {Object.entries(groups).map(([group, label]) => {
          const ids = names[group as keyof typeof groups]
          return (
            <MultiSelect
              key={group}
              label={`${label} (${ids.length})`}
              data={ids}
              limit={100}
              value={wanted.filter((id) => ids.includes(id))}
              onChange={(chosen) => choose(group as keyof typeof groups, chosen)}
              placeholder={ids.length === 0 ? 'none was logged' : 'search'}
              disabled={ids.length === 0}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': `No column of ${label}` }}
              nothingFoundMessage="No column is called so."
              styles={{ pillsList: { maxHeight: 120, overflowY: 'auto' } }}
            />
          )
        })}
        <div className={classes.actions}>
          <Button variant="default" disabled={isUsual} onClick={() => onChange([])}>
            Usual columns
          </Button>
          <Button onClick={onClose}>Done</Button>
        </div>
      </div>
    </Modal>
  )
}
