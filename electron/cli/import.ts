import { resolve } from 'node:path'
import type { Command } from 'commander'
import { importEntity, importEntityTitles, type ImportReport } from '../../shared/contract/run-import.ts'
import { count } from '../../shared/counts.ts'
import { toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addImport(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description('records of other programs')
    .command('mlflow')
    .description('Seals the runs of an mlruns folder or an mlflow.db, which is only read. What is here already is passed over; an import that was interrupted goes on.')
    .argument('<path>', 'the mlruns folder, or the database')
    .option('--experiment <name...>', 'names or ids of experiments; all of them where none is named')
    .option('--dry-run', 'says what would come, and writes nothing', false)
    .action((path: string, options: { experiment?: string[]; dryRun: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments }, actor, work }) => {
        const { report, entry } = await experiments.importRuns(actor(), { path: resolve(path), experiments: options.experiment ?? [], dryRun: options.dryRun }, work)
        terminal.output.result({ dryRun: options.dryRun, entry, report }, `${toText(report)}\n\n${toEnd(options.dryRun, entry)}`)
      }),
    )
}

const toEnd = (isDry: boolean, entry: number | null) => (isDry ? 'Nothing was written: this says what an import would bring.' : entry === null ? 'Nothing new came, so nothing was written.' : `The report is sealed by entry ${entry}.`)

function toText({ counts, left, notes }: ImportReport): string {
  const rows = importEntity.options.flatMap((entity) => {
    const { found, imported, changed, present, left: out } = counts[entity]
    return found === 0 ? [] : [[importEntityTitles[entity], ...[found, imported, changed, present, out].map(String)]]
  })
  const table = toTable(['', 'Found', 'Imported', 'Changed', 'Here already', 'Left out'], rows)
  return [table, ...group('Left out', left.map(({ entity, what, why, count: number }) => ({ what, why: `${importEntityTitles[entity]}: ${why}`, count: number }))), ...group('To know', notes.map(({ what, note }) => ({ what, why: note, count: 1 })))].join('\n\n')
}

/** A line a reason, with some of what it is true of. */
function group(title: string, items: readonly { what: string; why: string; count: number }[]): string[] {
  if (items.length === 0) return []
  const reasons = [...Map.groupBy(items, ({ why }) => why)].map(([why, some]) => {
    const more = some.length > shown ? ` and ${count(some.length - shown)} more` : ''
    return `  ${why}\n    ${some.slice(0, shown).map(({ what }) => what.replaceAll(/\p{Cc}/gu, '�')).join(', ')}${more}`
  })
  return [[title, ...reasons].join('\n')]
}

const shown = 3
