import { openWorkspace } from '../../../electron/core/workspace.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'

// Saves a draft again and again until it is killed, and says each time what has been promised.
const [dir, stateDir, person, id] = process.argv.slice(2) as [string, string, string, string]
const clock = { now: () => new Date(), offsetMinutes: () => 0 }
const { documents } = openWorkspace(dir, { clock, stateDir, programs: nodePrograms, version: 'test' })
for (let at = 1; ; at += 1) {
  const { content, revision } = documents.drafts.get(person, id)
  documents.drafts.save(person, { id, revision, content: { ...content, text: `word ${at}` } })
  process.stdout.write(`${at}\n`)
}
