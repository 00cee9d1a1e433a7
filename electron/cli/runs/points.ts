import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { parsePoints, type NewPoint } from '../../../shared/metrics-text.ts'

/** Points of a CSV or JSON file; `now` is the time of those that have none. FILE_UNREADABLE; BAD_INPUT says where. */
export const readPoints = (file: string, now: number): NewPoint[] => parsePoints(readText(file), basename(file), now)

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `${resolve(file)} can not be read. Check the path. Nothing was written.`, { cause: error })
  }
}
