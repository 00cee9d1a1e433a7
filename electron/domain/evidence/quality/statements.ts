import { createHash } from 'node:crypto'
import type { DataFile } from '../../../platform/data-file.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'

/** Runs statements one after another and remembers them: what they are is part of the result. */
export interface Statements {
  rows(sql: string): Promise<Row[]>
  /** The first row; every statement that is asked for one has it. */
  row(sql: string): Promise<Row>
  /** SHA-256 of all of them so far, each followed by a newline. */
  digest(): string
}

export function createStatements(session: Session, file: DataFile): Statements {
  const hash = createHash('sha256')
  const rows = (sql: string) => {
    hash.update(`${sql}\n`)
    return session.query(sql, file)
  }
  return { rows, row: async (sql) => (await rows(sql))[0] ?? {}, digest: () => hash.copy().digest('hex') }
}

/** A text column may hold whole documents. */
export const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text)

/** Counts come as bigint, or null where there was nothing to add up; a file holds fewer than 2^53 rows. */
export const toCount = (value: unknown): number => Number(value ?? 0)
