import type { Tolerance } from './contract/reproductions.ts'
import { AppError } from './errors.ts'
import { parseNumber } from './metrics-text.ts'

/** `auc=0.001`, `loss=1%`, `*=1e-9`; also `auc=abs:0.001` and `loss=rel:0.01`. What stands right of the last equals sign is the size. BAD_INPUT. */
export function parseTolerance(text: string): Tolerance {
  const at = text.lastIndexOf('=')
  const metric = text.slice(0, at).trim()
  const [, form = '', digits = '', percent = ''] = /^(abs:|rel:)?(.*?)(%)?$/.exec(text.slice(at + 1).trim()) ?? []
  const value = parseNumber(digits.trim())
  if (at < 1 || metric === '' || value === null || !Number.isFinite(value) || value < 0 || (form !== '' && percent !== '')) {
    throw new AppError('BAD_INPUT', `The tolerance “${text.slice(0, 80)}” can not be read. Write METRIC=0.001 in the unit of the metric, or METRIC=1% of the original's value; * stands for all metrics that are not named.`)
  }
  if (percent === '%') return { metric, kind: 'relative', value: value / 100 }
  return { metric, kind: form === 'rel:' ? 'relative' : 'absolute', value }
}
