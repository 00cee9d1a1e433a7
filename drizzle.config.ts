import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'sqlite', schema: './electron/domain/**/schema.ts', out: './migrations/index', casing: 'snake_case', strict: true })
