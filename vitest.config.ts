import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    globalSetup: ['test/support/scratch.ts', 'test/support/build-core.ts'],
    setupFiles: ['test/support/built-programs.ts'],
    pool: 'forks',
    // Tests wait for child processes and key derivation more than they compute: a machine with two cores has room for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
