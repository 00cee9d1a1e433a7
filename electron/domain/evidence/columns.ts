import { AppError } from '../../../shared/errors.ts'
import { readColumns, type SourceColumn, toTextColumns } from '../../platform/data-source.ts'
import type { Session } from '../../platform/duckdb-session.ts'

/**
 * The columns of a file, of the session's first if none is named, by the names that a check gives, in the order of `names`, and all of
 * them in the file's order. Keys of JSON that only later rows have are found by a second look at all rows, before a column is called missing.
 * Throws BAD_INPUT where a name is missing or stands twice, with the columns that the file has.
 */
export async function findColumns(session: Session, names: readonly string[], file = session.file): Promise<{ named: SourceColumn[]; all: SourceColumn[] }> {
  let all = file.csv ? toTextColumns(file.csv.header) : await readColumns(session, undefined, file)
  if (file.kind === 'json' && names.some((name) => !all.some((column) => column.name === name))) all = await readColumns(session, -1, file)
  refuseMissing(file.name, names, all.map(({ name }) => name))
  return { all, named: names.map((name) => all.find((column) => column.name === name) as SourceColumn) }
}

/** Every named column is there, once, letter by letter. Throws BAD_INPUT with the columns that the file has. */
export function refuseMissing(fileName: string, names: Iterable<string>, found: readonly string[]): void {
  for (const name of names) {
    const times = found.filter((one) => one === name).length
    if (times === 0) throw new AppError('BAD_INPUT', `${fileName} has no column “${name}”. Its columns are: ${shorten(found)}.`)
    if (times > 1) throw new AppError('BAD_INPUT', `${fileName} has ${times} columns named “${name}”; rename them so that it is clear which one is meant.`)
  }
}

const shorten = (names: readonly string[]): string => names.slice(0, 40).join(', ') + (names.length > 40 ? ` and ${names.length - 40} more` : '')
