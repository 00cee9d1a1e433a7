import { readFileSync } from 'node:fs'
import { projectFile } from './assets.ts'

/** Version of the program, as package.json has it. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string }).version
}
