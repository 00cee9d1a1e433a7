import type { DocumentContent, FieldValue } from '../contract/documents.ts'

type Written = Pick<DocumentContent, 'title' | 'fields' | 'notApplicable' | 'text' | 'quotes'>
export const titlePart = 'document.title'
export const textPart = 'document.text'

/** Everything that one part says: a field with its reason not to apply and its quoted facts. */
interface PartValue {
  value: FieldValue | undefined
  reason: string | undefined
  facts: string[]
}

const partsIn = ({ fields, notApplicable, quotes }: Written): string[] => [...Object.keys(fields), ...Object.keys(notApplicable), ...quotes.map(({ field }) => field)]

function valueOf(content: Written, part: string): PartValue {
  if (part === titlePart || part === textPart) return { value: part === titlePart ? content.title : content.text, reason: undefined, facts: [] }
  return { value: content.fields[part], reason: content.notApplicable[part], facts: content.quotes.filter(({ field }) => field === part).map(({ fact }) => fact).toSorted() }
}

const isSame = (a: PartValue, b: PartValue): boolean => JSON.stringify([a.value ?? '', a.reason ?? '', a.facts]) === JSON.stringify([b.value ?? '', b.reason ?? '', b.facts])

/** Parts that differ between two states, the title first and the text last. */
export function changedParts(before: Written, after: Written): string[] {
  const fields = [...new Set([...partsIn(before), ...partsIn(after)])].toSorted()
  return [titlePart, ...fields, textPart].filter((part) => !isSame(valueOf(before, part), valueOf(after, part)))
}

/** Parts that both sides changed since `base`, and not to the same. */
export function conflictsIn(base: Written, mine: Written, theirs: Written): string[] {
  const [ours, others] = [changedParts(base, mine), changedParts(base, theirs)]
  return ours.filter((part) => others.includes(part) && !isSame(valueOf(mine, part), valueOf(theirs, part)))
}

/** What one side alone changed is taken from it; of what both changed, mine stays unless `take` says otherwise. */
export function merge(base: Written, mine: Written, theirs: Written, take: Readonly<Record<string, 'mine' | 'theirs'>>): Written {
  const ours = changedParts(base, mine)
  const merged: Written = { ...mine, fields: { ...mine.fields }, notApplicable: { ...mine.notApplicable } }
  for (const part of changedParts(base, theirs)) {
    if (ours.includes(part) && take[part] !== 'theirs') continue
    if (part === titlePart) merged.title = theirs.title
    else if (part === textPart) merged.text = theirs.text
    else copyField(merged, theirs, part)
  }
  return merged
}

function copyField(into: Written, from: Written, field: string): void {
  copyMember(into.fields, from.fields, field)
  copyMember(into.notApplicable, from.notApplicable, field)
  into.quotes = [...into.quotes.filter((one) => one.field !== field), ...from.quotes.filter((one) => one.field === field)]
}

function copyMember<T>(into: Record<string, T>, from: Readonly<Record<string, T>>, name: string): void {
  const value = from[name]
  if (value === undefined) delete into[name]
  else into[name] = value
}
