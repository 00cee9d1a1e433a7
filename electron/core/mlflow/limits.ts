import { runLimits } from '../../../shared/contract/runs.ts'
import { MlflowError } from './errors.ts'
import { invalid } from './request.ts'

/** Messages as MLflow's own server writes them: clients and their tests compare them. Source: mlflow/utils/validation.py, 3.6. */
const names = /^[/\w.\- :]*$/
const bad = (message: string) => new MlflowError('INVALID_PARAMETER_VALUE', message)

const tooLong = (what: string, max: number) => bad(`'${what}' exceeds the maximum length of ${max} characters`)

function refuseUnclean(what: string, name: string): void {
  if (!names.test(name)) throw bad(`Invalid value ${JSON.stringify(name)} for parameter 'key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).`)
  const isClean = name !== '' && name !== '.' && !name.startsWith('/') && !name.split('/').some((part) => part === '' || part === '.' || part === '..')
  if (!isClean) throw bad(`Invalid value ${JSON.stringify(name)} for parameter 'key' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This ${what} would resolve to another name.`)
}

export function checkMetricName(name: string): void {
  if (name.length > runLimits.keyCharacters) throw tooLong('Metric name', runLimits.keyCharacters)
  refuseUnclean('name', name)
}

export function checkParameter(name: string, value: string): void {
  if (name.length > runLimits.keyCharacters) throw tooLong('Param key', runLimits.keyCharacters)
  refuseUnclean('name', name)
  if (value.length > runLimits.parameterCharacters) throw tooLong('Param value', runLimits.parameterCharacters)
}

export function checkTag(name: string, value: string): void {
  if (name.length > runLimits.keyCharacters) throw tooLong('Tag key', runLimits.keyCharacters)
  refuseUnclean('name', name)
  if (value.length > runLimits.tagCharacters) throw tooLong('Tag value', runLimits.tagCharacters)
}

/** Of a whole batch: so many of each, and so many together. */
export function checkBatch(metrics: number, params: number, tags: number): void {
  const most = (what: string, count: number, max: number) => {
    if (count > max) throw bad(`A batch logging request can contain at most ${max} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`)
  }
  most('metrics', metrics, runLimits.batchMetrics)
  most('params', params, runLimits.batchParameters)
  most('tags', tags, runLimits.batchTags)
  const total = metrics + params + tags
  if (total > runLimits.batchMetrics) throw bad(`A batch logging request can contain at most ${runLimits.batchMetrics} metrics, params, and tags combined. Got ${total} metrics, params, and tags. Please split up metrics, params, and tags across multiple requests and try again.`)
}

/** A page's size; MLflow names the greatest. */
export function toPageSize(asked: number | undefined, usual: number, most: number): number {
  if (asked === undefined) return usual
  if (asked < 1 || asked > most) throw invalid('max_results', asked, `it is not between 1 and ${most}`)
  return asked
}

/** Where the next page begins; clients hand it back as it came. */
export const toPageToken = (offset: number): string => Buffer.from(JSON.stringify({ offset })).toString('base64')

export function parsePageToken(token: string | undefined): number {
  if (token === undefined || token === '') return 0
  const text = Buffer.from(token, 'base64').toString('utf8')
  const found = /^\{"offset": ?(\d{1,15})\}$/.exec(text)
  if (!found) throw bad('Invalid page token, could not base64-decode')
  return Number(found[1])
}
