import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { boundOf, metricName, type MetricName, type Threshold, unboundedMetrics } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'

/**
 * Reads `{metric_name: {max|min: number, source?: text}}` in YAML or JSON. A metric left out is computed and not judged.
 * Errors: FILE_UNREADABLE, BAD_INPUT for anything that would quietly judge by another bound than was meant.
 */
export async function loadLimits(path: string): Promise<Partial<Record<MetricName, Threshold>>> {
  const parsed = await parse(path)
  if (!isObject(parsed) || Object.keys(parsed).length === 0) {
    throw new AppError('BAD_INPUT', `${path} holds no limits: write lines such as "demographic_parity_difference: { max: 0.1 }".`)
  }
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [parseName(path, name), parseThreshold(path, name, value)]))
}

/** The same for kinds whose contract says what a threshold may be; a source left out is the name of the file. */
export async function loadThresholds(path: string): Promise<Record<string, unknown>> {
  const parsed = await parse(path)
  if (!isObject(parsed) || Object.keys(parsed).length === 0) throw new AppError('BAD_INPUT', `${path} holds no limits: write lines such as "psi: { max: 0.25, warn: { max: 0.1 } }".`)
  return withSource(path, parsed)
}

/** Thresholds by metric, each with the name of the file as its source unless it names its own. */
export function withSource(path: string, thresholds: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(thresholds).map(([name, value]) => [name, isObject(value) ? { source: basename(path), ...value } : value]))
}

async function parse(path: string): Promise<unknown> {
  const { parse: parseYaml } = await import('yaml')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The limits file ${path} can not be read; check the path and your rights to it.`, { cause: error })
  }
  try {
    return parseYaml(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]!.replace(/[:.]$/, '') : ''
    throw new AppError('BAD_INPUT', `The limits file ${path} is neither YAML nor JSON: ${reason}.`, { cause: error })
  }
}

function parseName(path: string, name: string): MetricName {
  const found = metricName.safeParse(name)
  if (!found.success) throw new AppError('BAD_INPUT', `${path} sets a limit on "${name}", which is no metric. The metrics are: ${metricName.options.join(', ')}.`)
  return found.data
}

function parseThreshold(path: string, name: string, value: unknown): Threshold {
  const metric = parseName(path, name)
  // The other bound would pass what it should fail.
  const bound = boundOf(metric)
  const most = unboundedMetrics.includes(metric) ? Infinity : 1
  const source = isObject(value) ? (value['source'] ?? basename(path)) : undefined
  const limit = isObject(value) ? value[bound] : undefined
  const others = isObject(value) ? Object.keys(value).filter((key) => key !== bound && key !== 'source') : []
  if (typeof limit !== 'number' || !(limit >= 0 && limit <= most) || others.length > 0 || typeof source !== 'string') {
    throw new AppError('BAD_INPUT', `In ${path}, ${name} takes { ${bound}: a number ${most === 1 ? 'from 0 to 1' : 'of 0 or more'}, source: text } and nothing else.`)
  }
  return bound === 'max' ? { max: limit, source } : { min: limit, source }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
