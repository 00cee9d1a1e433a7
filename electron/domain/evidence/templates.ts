import type { CheckKind, CheckTemplate } from '../../../shared/contract/evidence.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readTemplates } from './store.ts'

/** By kind and name; of a name within a kind, the one that was saved last. */
export function currentTemplates(index: Index, check: CheckKind | undefined): CheckTemplate[] {
  const newest = new Map<string, CheckTemplate>()
  for (const { kind, name, settings, seq, at, by } of readTemplates(index)) {
    const key = `${kind} ${name}`
    if (!newest.has(key) && (check === undefined || kind === check)) newest.set(key, { name, check: kind, settings, seq, at, by } as CheckTemplate)
  }
  return [...newest.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, template]) => template)
}
