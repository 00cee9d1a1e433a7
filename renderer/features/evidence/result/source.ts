import type { CheckWithResult } from '../../../../shared/contract/evidence.ts'
import { countOf } from '../../../ui/format.ts'

/** Where the figures of a picture come from: goes under every one that leaves the program. */
export function toSource({ id, inputs, rowsUsed }: CheckWithResult): string {
  const files = inputs.map(({ name, sha256 }) => `${name} sha256 ${sha256.slice(0, 12)}…`).join(', ')
  return `Check ${id}, ${files}, ${countOf(rowsUsed, 'row')}`
}
