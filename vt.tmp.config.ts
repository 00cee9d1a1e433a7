import { defineConfig } from 'vitest/config'
export default defineConfig({ root: '/work/trees/vf', test: { include: ['test/**/*.test.ts'], environment: 'node', pool: 'forks', testTimeout: 180000, hookTimeout: 180000 } })
