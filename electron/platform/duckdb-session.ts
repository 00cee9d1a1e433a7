import { type DuckDBConnection, DuckDBInstance, type DuckDBVector, version } from '@duckdb/node-api'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DataFile } from './data-file.ts'
import { toReadError } from './duckdb-errors.ts'
import { toLiteral, toPattern } from './sql-text.ts'

export type Row = Record<string, unknown>

/** A DuckDB that can open its job's files and nothing else. Lives in a process of its own: see core/programs/duckdb.ts. */
export interface Session {
  /** By role, in the order they were given. */
  readonly inputs: ReadonlyMap<string, DataFile>
  /** The first of them: the one a job is about. */
  readonly file: DataFile
  readonly version: string
  /** Runs one statement; whole numbers come as bigint. Errors: FILE_UNREADABLE, BUSY (out of memory), naming the file it reads. */
  query(sql: string, reading?: DataFile): Promise<Row[]>
  /**
   * Runs a statement that gives numbers only, a chunk of its columns at a time and in its order: a million rows make no objects. It must give no null.
   * The arrays are filled again for each chunk.
   */
  scan(sql: string, visit: (columns: readonly Float64Array[], rows: number) => void): Promise<void>
  /** A file of the job's scratch folder that statements may write and read: one a name. It goes with the job. */
  scratchFile(role: string): string
  /** How far the running statement is, 0 to 1, or null if DuckDB cannot say. */
  progress(): number | null
  close(): void
}

/**
 * External access ends before the first statement over the files: they cannot name another one, load an extension, reach
 * the network or change these settings. Threads may be several because every statement counts; sums of fractions, whose last
 * digits depend on their order, would need one.
 */
export async function openSession(inputs: ReadonlyMap<string, DataFile>, scratch: string, threads = Math.min(availableParallelism(), 8)): Promise<Session> {
  const files = [...inputs.values()]
  const file = files[0] as DataFile
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: '1GB',
    temp_directory: join(scratch, 'spill'),
    extension_directory: join(scratch, 'no-extensions'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  const connection = await instance.connect()
  const scratchFile = (role: string) => join(scratch, `${role}.parquet`)
  const copies = [...inputs.keys()].map(scratchFile)
  const allowed = [...files.map(({ path }) => path), ...copies].flatMap((path) => [toLiteral(path), toLiteral(toPattern(path))])
  const settings = [
    'enable_progress_bar = true',
    'enable_progress_bar_print = false',
    // Each statement over a file would read its description again. A file that changes meanwhile is refused in the end: counting.ts.
    'parquet_metadata_cache = true',
    `allowed_paths = [${allowed.join(', ')}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ]
  await connection.run(settings.map((one) => `SET ${one};`).join(' '))
  const query = async (sql: string, reading = file) => {
    try {
      return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[]
    } catch (error) {
      throw toReadError(error, reading)
    }
  }
  return {
    inputs,
    file,
    version: version(),
    query,
    scratchFile,
    scan: (sql, visit) => scanChunks(connection, sql, visit).catch((error: unknown) => {
        throw toReadError(error, file)
      }),
    progress() {
      const { percentage } = connection.progress
      return percentage < 0 ? null : percentage / 100
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function scanChunks(connection: DuckDBConnection, sql: string, visit: Parameters<Session['scan']>[1]): Promise<void> {
  const result = await connection.stream(sql)
  const columns: Float64Array[] = []
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let at = 0; at < chunk.columnCount; at++) columns[at] = fill(columns[at], chunk.getColumnVector(at))
    visit(columns, chunk.rowCount)
  }
}

function fill(column: Float64Array | undefined, vector: DuckDBVector): Float64Array {
  const rows = vector.itemCount
  const filled = column !== undefined && column.length >= rows ? column : new Float64Array(rows)
  for (let row = 0; row < rows; row++) filled[row] = vector.getItem(row) as number
  return filled
}
