import type { ModelFinding, ModelFindingCode, ModelFormat } from '../../../shared/contract/model-files.ts'

/** What a reader found in one file. */
export interface FileFacts {
  format: ModelFormat
  architecture: string | null
  parameters: number | null
  licence: string | null
  details: { name: string; value: string }[]
  findings: ModelFinding[]
}

const severities: Record<ModelFindingCode, ModelFinding['severity']> = {
  dangerous_import: 'high',
  unresolved_import: 'high',
  unknown_import: 'medium',
  broken_pickle: 'high',
  unpacking_stopped: 'high',
  path_escape: 'high',
  truncated: 'high',
  damaged: 'high',
  overlapping_tensors: 'high',
  external_data: 'low',
  custom_operators: 'medium',
  code_in_folder: 'medium',
  chat_template: 'low',
  trailing_bytes: 'low',
  not_looked_into: 'low',
  signature_broken: 'high',
}

export const toFinding = (code: ModelFindingCode, file: string, detail: string, offset: number | null = null): ModelFinding => ({ code, severity: severities[code], file, offset, detail })

/** Facts of a format, with what it does not say left null. */
export const toFacts = (format: ModelFormat, facts: Partial<Omit<FileFacts, 'format'>> = {}): FileFacts => ({ architecture: null, parameters: null, licence: null, details: [], findings: [], ...facts, format })

const longestShown = 300

/** Text out of a file, for a line on a screen: no control characters, not longer than a line can bear. */
export function toShown(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
  return clean.length > longestShown ? `${clean.slice(0, longestShown)}…` : clean
}

/** Details without those that nothing is known of. */
export const toDetails = (pairs: readonly (readonly [string, string | number | null | undefined])[]): FileFacts['details'] =>
  pairs.flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [{ name, value: toShown(String(value)) }]))

/** `3 × F16, 1 × F32`, the most frequent first. */
export const toCounts = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([name, count]) => `${count.toLocaleString('en-GB')} × ${name}`)
    .join(', ')

export const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

/** Numbers in a tensor of this shape; null where that is more than a file can hold. */
export function toElements(shape: readonly number[]): number | null {
  const product = shape.reduce((all, size) => all * size, 1)
  return Number.isSafeInteger(product) && product >= 0 ? product : null
}
