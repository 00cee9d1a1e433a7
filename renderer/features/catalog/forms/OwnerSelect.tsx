import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/provider.tsx'
import { useActingPerson } from '../../../api/session.ts'

/** Who answers for the record; the acting person unless somebody else is chosen. */
export function OwnerSelect({ value, onChange }: { value: string | null; onChange: (email: string | null) => void }) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const acting = useActingPerson()
  return (
    <Select
      label="Owner"
      data={people.map((person) => ({ value: person.email, label: `${person.name} (${person.email})` }))}
      value={value ?? acting?.email ?? null}
      onChange={onChange}
      searchable
      allowDeselect={false}
    />
  )
}
