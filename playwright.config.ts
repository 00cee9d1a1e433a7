import { defineConfig } from '@playwright/test'

/** `app`: the real core and the built page in a browser. `shell`: the built desktop program. Both need `npm run build` first. */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/support/scratch.ts',
  // A machine that is busy with something else is no failure.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] },
  },
  projects: [
    { name: 'app', testDir: 'test/e2e/app' },
    { name: 'shell', testDir: 'test/e2e/shell' },
  ],
})
