import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { SearchIcon } from '../icons.tsx'
import type { Column } from './column.ts'
import type { useUrlState } from './url-state.ts'
import classes from './table.module.css'

interface TableToolsProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  shown: number
  url: ReturnType<typeof useUrlState>
}

export function TableTools<Row>({ label, columns, rows, shown, url }: TableToolsProps<Row>) {
  return (
    <search className={classes.tools} aria-label={`Filter ${label}`}>
      <SearchBox label={label} value={url.get('q')} onChange={(q) => url.set({ q })} />
      {columns
        .filter((column) => column.choices)
        .map((column) => (
          <ChoiceBox key={column.id} column={column} rows={rows} value={url.get(column.id)} onChange={(value) => url.set({ [column.id]: value })} />
        ))}
      <span className={classes.count} aria-live="polite">
        {shown === rows.length ? (shown === 1 ? '1 row' : `${shown.toLocaleString('en')} ${label}`) : `${shown.toLocaleString('en')} of ${rows.length.toLocaleString('en')} ${label}`}
      </span>
    </search>
  )
}

/** Text that goes to the address once typing pauses. A new address from outside (back button) shows in the field. */
export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState({ text: value, from: value })
  if (typed.from !== value) setTyped({ text: value, from: value })
  const send = useDebouncedCallback(onChange, 200)
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={`Search ${label}`}
      placeholder={`Search ${label}`}
      leftSection={<SearchIcon />}
      value={typed.text}
      onChange={(event) => {
        setTyped({ text: event.currentTarget.value, from: value })
        send(event.currentTarget.value)
      }}
    />
  )
}

function ChoiceBox<Row>(props: { column: Column<Row>; rows: readonly Row[]; value: string; onChange: (value: string) => void }) {
  const { column, rows, value, onChange } = props
  const options = useMemo(() => [...new Set(rows.map((row) => String(column.value?.(row) ?? '')))].filter((text) => text !== '').toSorted(), [column, rows])
  return (
    <Select
      aria-label={`Show only one ${column.header}`}
      placeholder={typeof column.choices === 'string' ? column.choices : `any ${column.header}`}
      data={options}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      clearable
      clearButtonProps={{ 'aria-label': `Any ${column.header}` }}
      w={160}
    />
  )
}
