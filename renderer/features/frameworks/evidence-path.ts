import { numberedRef, parseRef } from '../../../shared/ids.ts'

/** The screen of a piece of evidence by its name; null where it has none. */
export function evidencePath(kind: string, id: string): string | null {
  const entry = /^(?:.*, )?entry (\d+)$/.exec(id)
  if (entry) return `/ledger/${entry[1]}`
  if (/^C-\d+$/.test(id)) return `/checks/${id}`
  if (/^R-\d+$/.test(id)) return `/reviews/${id}`
  if (/^N-\d+$/.test(id)) return `/documents/${id}`
  // Acts around a review have no screen of their own; each is the entry that its name counts.
  const act = /^[XKWHG]-(\d+)$/.exec(id)
  if (act) return `/ledger/${act[1]}`
  if (/^U-\d+$/.test(id)) return `/use-cases/${id}`
  if (/^D-\d+$/.test(id)) return '/reports'
  if (id.startsWith('verification of ')) return '/ledger/integrity'
  if (kind === 'identity_enrolment') return `/people/${encodeURIComponent(id)}`
  if (kind === 'inventory_entry') return `/models/${id}`
  const led = kind === 'data_lineage' ? / to (\S+)$/.exec(id) : null
  if (led) return `/models/${parseRef(led[1]!).name}/${parseRef(led[1]!).number}/lineage`
  if (!numberedRef.safeParse(id).success) return null
  const { name, number } = parseRef(id)
  return `${kind === 'dataset_fingerprint' ? '/datasets' : '/models'}/${name}/${number}`
}
