import { resolve } from 'node:path'
import type { Command } from 'commander'
import { artefactsContract, type WatchedArtefact } from '../../../shared/contract/artefacts.ts'
import { artefactWords } from '../../../shared/artefact-words.ts'
import { AppError } from '../../../shared/errors.ts'
import { toInput } from '../input.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'

export function addArtefacts(group: Command, terminal: Terminal): void {
  group
    .command('watch-artefact')
    .description('Says where the deployed artefact of a version lies on this computer: there the program looks, at each start and daily, whether it is still the one that was approved.')
    .argument('<model@n>', 'the version')
    .argument('[path]', 'the file or folder that is deployed')
    .option('--forget', 'it is watched there no longer')
    .action((version: string, path: string | undefined, options: { forget?: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { artefacts } }) => {
        if (options.forget) return show(terminal, artefacts.forget(await toInput(artefactsContract.forget, { version, place: 'deployed' })))
        if (path === undefined) throw new AppError('BAD_INPUT', 'Name the file or folder that is deployed, or add --forget.')
        return show(terminal, artefacts.place(await toInput(artefactsContract.place, { version, path: resolve(path) })))
      }),
    )
  group
    .command('artefacts')
    .description('Looks whether the artefacts of approved versions on this computer are still those that were approved. Exits with 1 where one is another.')
    .option('--again', 'reads each file again, also where its size and times are the same')
    .action((options: { again?: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { artefacts }, work }) => show(terminal, await artefacts.look(work, { again: options.again ?? false }))),
    )
}

function show({ output }: Terminal, seen: readonly WatchedArtefact[]): 0 | 1 {
  const rows = seen.map((one) => [one.version, one.review ?? 'not approved', artefactWords[one.state].word, one.since?.slice(0, 10) ?? '', one.place, one.path])
  output.result(seen, seen.length === 0 ? 'No place of an artefact is known on this computer. Say one with "countersign review watch-artefact".' : toTable(['version', 'for', 'state', 'since', 'place', 'path'], rows))
  return seen.some(({ state }) => state === 'other') ? 1 : 0
}
