import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'
import { SearchBox } from '../../ui/table/TableTools.tsx'
import type { useUrlState } from '../../ui/table/url-state.ts'
import classes from './ledger.module.css'

export function EntryFilters({ url }: { url: ReturnType<typeof useUrlState> }) {
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
        clearable
        clearButtonProps={{ 'aria-label': 'Any person' }}
        className={classes.filter}
      />
    </search>
  )
}
