import { cpus, release, type } from 'node:os'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))

const intro = `# Reliability: what was done to it, and what came of it

The tables below are written by the commands named above them, each time they run to their end. Short forms run with \`npm test\`.

What is tested how, beside them: each way to tamper with a ledger and the findings it gives (\`test/domain/ledger/tamper-cases.ts\`), 400 single bits turned
at random, altered records, keys and clocks (\`test/core/tampered-workspace.test.ts\`), older backups put back (\`test/domain/ledger/open.test.ts\`).
Not tested: a real power cut. For that the promise is SQLite's own, with \`synchronous=FULL\` on every connection.
`

/** The machine that figures are about, in one line. */
export function describeMachine(): string {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${type()} ${release()}, Node ${process.versions.node}`
}

/** Replaces one part of docs/reliability.md and leaves the others. */
export function writePart(name: string, title: string, text: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : intro
  const [begin, end] = [`<!-- ${name}: written by its command -->`, `<!-- end of ${name} -->`]
  const part = `${begin}\n## ${title}\n\n${text.trimEnd()}\n${end}`
  const [from, to] = [before.indexOf(begin), before.indexOf(end)]
  const after = from < 0 || to < 0 ? `${before.trimEnd()}\n\n${part}\n` : before.slice(0, from) + part + before.slice(to + end.length)
  writeFileSync(file, after)
}

export const listFindings = (findings: readonly string[]): string => (findings.length === 0 ? 'none' : `**${findings.length}**: ${[...new Set(findings)].slice(0, 5).join('; ')}`)
