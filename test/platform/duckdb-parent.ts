import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programUrl } from '../../electron/platform/programs.ts'

/** A parent that starts the data process, tells its pid, and waits to be killed. */
const child = fork(fileURLToPath(programUrl('duckdb')), [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
child.once('spawn', () => process.send?.(child.pid))
setInterval(() => {}, 1_000)
