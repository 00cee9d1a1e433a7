import type { ColumnProfile, QualityResult, QualitySettings } from '../../../../shared/contract/evidence.ts'
import type { QualityCounts } from './counts.ts'

const shownNames = 8

interface Limited {
  columns: readonly ColumnProfile[]
  label: QualityResult['label']
  settings: QualitySettings
  counts: QualityCounts
}

/** Sentences on what the result does not show, in a fixed order. */
export function toLimits({ columns, label, settings, counts }: Limited): string[] {
  const withheld = (reason: ColumnProfile['withheld']) => columns.filter((column) => column.withheld === reason).map(({ name }) => name)
  const [personal, identifiers, others] = [withheld('personal'), withheld('identifier'), columns.filter(({ type }) => type === 'other').map(({ name }) => name)]
  const sampled = columns.filter(({ personal: found }) => found.some(({ tested }) => tested !== undefined)).map(({ name }) => name)
  return [
    ...(personal.length > 0 ? [`${list(personal)}: looks like personal data, so no value, range or histogram of it is kept here.`] : []),
    ...(identifiers.length > 0 ? [`${list(identifiers)}: nearly every value is another one, so none is named here.`] : []),
    `Values in fewer than ${settings.minimumShown} rows are counted and not named.`,
    ...(others.length > 0 ? [`${list(others)}: lists, structures or bytes; only missing and different values are counted.`] : []),
    ...(sampled.length > 0 ? [`${list(sampled)}: check digits were tested on the first 100,000 different values by their hash, not on all.`] : []),
    'The scan for personal data knows common forms and names of columns; what it does not find may still be there.',
    ...(label !== null && label.classes.length === 0 && label.distinct > 0 ? [`The label “${label.column}” has ${label.distinct} different values and is no class: balance, conflicts and leakage are not judged.`] : []),
    ...(counts.leakage.length > 0 ? ['A column that predicts the label alone may leak it, or may simply be a good feature: only somebody who knows when its value is known can tell.'] : []),
  ]
}

const list = (names: readonly string[]): string =>
  names.slice(0, shownNames).join(', ') + (names.length > shownNames ? ` and ${names.length - shownNames} more` : '')
