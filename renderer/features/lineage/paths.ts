import type { LineageNode } from '../../../shared/contract/lineage.ts'
import { parseRef } from '../../../shared/ids.ts'

const numbered = (under: string, ref: string) => `/${under}/${parseRef(ref).name}/${parseRef(ref).number}`

/** Where a node goes; null for what has no page. */
export function pathOf({ kind, ref }: Pick<LineageNode, 'kind' | 'ref'>): string | null {
  if (ref === null) return null
  switch (kind) {
    case 'data':
      return numbered('datasets', ref)
    case 'version':
      return numbered('models', ref)
    case 'experiment':
      return `/experiments/${ref}`
    case 'run':
      return `/runs/${ref}`
    case 'check':
      return `/checks/${ref}`
    case 'document':
    case 'deployment':
      return `/documents/${ref}`
    case 'review':
      return `/reviews/${ref}`
    case 'registered':
    case 'signature':
      return `/ledger/${ref}`
    default:
      return null
  }
}
