import { useState } from 'react'
import { emptyPerson, isComplete, PersonFields, type PersonDraft } from './PersonFields.tsx'

export type NewPerson = Omit<PersonDraft, 'repeated'>

/** The fields of a person for forms of other features: tells the person once all is there and right, else null. */
export function NewPersonForm({ onChange }: { onChange: (person: NewPerson | null) => void }) {
  const [draft, setDraft] = useState(emptyPerson)
  const change = (next: PersonDraft) => {
    setDraft(next)
    const { repeated: _repeated, ...person } = next
    onChange(isComplete(next) ? person : null)
  }
  return <PersonFields draft={draft} onChange={change} />
}
