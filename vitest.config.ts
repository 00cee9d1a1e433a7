import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ProcessesFirst } from './test/support/processes-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    globalSetup: ['test/support/scratch.ts', 'test/support/build-core.ts'],
    setupFiles: ['test/support/built-programs.ts'],
    pool: 'forks',
    // Loading the program again for each of two hundred files took a third of the time. Files share a process and its modules: what a test
    // changes of the process it puts back.
    isolate: false,
    sequence: { sequencer: ProcessesFirst },
    // Tests wait for child processes and key derivation more than they compute: a machine with two cores has room for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
