import { defineConfig } from '@playwright/test'

/** The desktop shell, over the stand-in or over the binary that ELECTRON_OVERRIDE_DIST_PATH names. */
export default defineConfig({
  testDir: 'test/e2e/shell',
  globalSetup: ['./test/support/scratch.ts', './test/e2e/shell/build.ts'],
  timeout: 180_000,
  expect: { timeout: 20_000 },
  retries: 0,
  workers: 1,
  reporter: [['list'], ['./test/e2e/shell/left-open.ts']],
  outputDir: 'test-results/shell',
})
