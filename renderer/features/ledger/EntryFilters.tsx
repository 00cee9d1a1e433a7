import { Autocomplete, Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { SearchBox } from '../../ui/table/TableTools.tsx'
import type { useUrlState } from '../../ui/table/url-state.ts'
import { useSubjects } from './subjects.ts'
import classes from './ledger.module.css'

type Url = ReturnType<typeof useUrlState>

const keys = ['q', 'kind', 'by', 'about', 'from', 'to'] as const

/** Text, type, person, record and time; each stands in the address, so that a view can be kept and passed on. */
export function EntryFilters({ url }: { url: Url }) {
  const api = useApi()
  const kinds = useQuery(api.ledger.kinds.queryOptions()).data ?? []
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  return (
    <search className={classes.filters} aria-label="Filter entries">
      <SearchBox label="entries" value={url.get('q')} onChange={(q) => url.set({ q })} />
      <Select
        aria-label="Show only one kind"
        placeholder="any kind"
        data={kinds.map(({ kind, count }) => ({ value: kind, label: `${kind} (${count.toLocaleString('en')})` }))}
        value={url.get('kind') || null}
        onChange={(kind) => url.set({ kind: kind ?? '' })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Any kind' }}
        className={classes.filter}
      />
      <Select
        aria-label="Show only one person"
        placeholder="any person"
        data={[...people.map(({ email, name }) => ({ value: email, label: name })), { value: 'countersign', label: 'Countersign itself' }]}
        value={url.get('by') || null}
        onChange={(by) => url.set({ by: by ?? '' })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Any person' }}
        className={classes.filter}
      />
      <SubjectField value={url.get('about')} onChange={(about) => url.set({ about })} />
      <DayField label="From day" word="from" value={url.get('from')} onChange={(from) => url.set({ from })} />
      <DayField label="To day, inclusive" word="to" value={url.get('to')} onChange={(to) => url.set({ to })} />
      {keys.some((key) => url.get(key) !== '') && (
        <Button variant="subtle" onClick={() => url.set(Object.fromEntries(keys.map((key) => [key, ''])))}>
          Clear
        </Button>
      )}
    </search>
  )
}

/** The record that entries are about, by its whole name; names that exist are offered. */
function SubjectField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const subjects = useSubjects()
  const [typed, setTyped] = useState({ text: value, from: value })
  if (typed.from !== value) setTyped({ text: value, from: value })
  const send = useDebouncedCallback((text: string) => onChange(text.trim()), 300)
  return (
    <Autocomplete
      aria-label="Show only one record"
      placeholder="any record, such as R-17"
      data={subjects}
      limit={40}
      value={typed.text}
      onChange={(text) => {
        setTyped({ text, from: value })
        send(text)
      }}
      clearable
      clearButtonProps={{ 'aria-label': 'Any record' }}
      spellCheck={false}
      className={classes.filter}
    />
  )
}

function DayField({ label, word, value, onChange }: { label: string; word: string; value: string; onChange: (value: string) => void }) {
  return <TextInput type="date" aria-label={label} leftSection={word} leftSectionWidth={38} value={value} onChange={(event) => onChange(event.currentTarget.value)} className={classes.day} />
}
