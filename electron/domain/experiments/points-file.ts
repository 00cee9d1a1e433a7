import { AppError } from '../../../shared/errors.ts'
import { header } from './metrics-file.ts'
import type { Point } from './run-rows.ts'

const line = /^("(?:[^"]|"")*"|[^,"\n]*),(-?\d+),(-?\d+),([^,\n]+)\n/s

/** Points of a file that `writePoints` wrote. LEDGER_UNSAFE where it is no such file. */
export function* parsePoints(text: string): Generator<Point> {
  const wrong = () => new AppError('LEDGER_UNSAFE', 'The file with the points of a run is not in the form that docs/formats/run.md gives; restore it from a backup.')
  if (!text.startsWith(header)) throw wrong()
  // A name may hold a line break, so lines are cut where the numbers end.
  for (let at = header.length; at < text.length; ) {
    const found = line.exec(text.slice(at, at + 4096))
    if (!found) throw wrong()
    const [whole, key = '', step, atMs, value] = found
    yield { key: key.startsWith('"') ? key.slice(1, -1).replaceAll('""', '"') : key, step: Number(step), atMs: Number(atMs), value: Number(value) }
    at += whole.length
  }
}
