import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/**
 * Reads `{column: {source?: text, shares: {value: share}}}` in YAML or JSON; the shape of shares is checked by the contract.
 * Errors: FILE_UNREADABLE, BAD_INPUT.
 */
export async function loadBenchmark(path: string): Promise<{ column: string; source: string; shares: unknown }[]> {
  const { parse } = await import('yaml')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The benchmark ${path} can not be read; check the path and your rights to it.`, { cause: error })
  }
  let parsed: unknown
  try {
    parsed = parse(text)
  } catch (error) {
    throw new AppError('BAD_INPUT', `The benchmark ${path} is neither YAML nor JSON.`, { cause: error })
  }
  const entries = isObject(parsed) ? Object.entries(parsed) : []
  if (entries.length === 0 || !entries.every(([, one]) => isObject(one) && isObject(one['shares']))) {
    throw new AppError('BAD_INPUT', `${path} is no benchmark: write lines such as "sex: { source: Census 2021, shares: { female: 0.51, male: 0.49 } }".`)
  }
  return entries.map(([column, one]) => {
    const { source, shares } = one as Record<string, unknown>
    return { column, source: typeof source === 'string' ? source : basename(path), shares }
  })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
