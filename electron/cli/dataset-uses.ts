import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type SnapshotUses, testSetsContract } from '../../shared/contract/test-sets.ts'
import { plural } from '../../shared/counts.ts'
import { parseList } from './arguments.ts'
import { beforeUse } from './before-use.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface SealOptions {
  purpose: string
  custodian?: string
  users?: string[]
  model?: string
  splitMethod?: string
  seed?: string
  parts?: string
}

export function addDatasetUses(group: Command, terminal: Terminal): void {
  group
    .command('seal-test-set')
    .description('Seals a snapshot as a test set, for good: every use of it is counted from then on, and what was used before is told.')
    .argument('<snapshot>', 'such as german-test@1')
    .requiredOption('--purpose <text>', 'what it is kept for')
    .option('--custodian <email>', 'who guards it (whoever seals it); an author of a tested version can not')
    .option('--users <emails>', 'who may use it beside the custodian, separated by commas (anybody)', parseList)
    .option('--model <name>', 'the model that it is kept for')
    .option('--split-method <text>', 'how it was split from the rest')
    .option('--seed <text>', 'the seed of the split')
    .option('--parts <text>', 'the parts and their sizes, such as "train 700, test 300"')
    .action((snapshot: string, { purpose, custodian, users, model, splitMethod, seed, parts }: SealOptions, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const typed = { snapshot, purpose, custodian, users, model, split: { method: splitMethod, seed, parts } }
        show(terminal, workspace.testSets.seal(actor(), await toInput(testSetsContract.seal, typed)))
      }),
    )
  group
    .command('uses')
    .description('Who used these bytes, when and for what, as entries tell: checks, runs, exports, also from before they were sealed.')
    .argument('<snapshot>')
    .action((snapshot: string, _options: object, command: Command) => inWorkspace(terminal, command, async ({ workspace }) => show(terminal, workspace.testSets.uses(snapshot))))
  group
    .command('record-use')
    .description('Writes down a use of a sealed test set that happened outside of the program.')
    .argument('<snapshot>')
    .requiredOption('--purpose <text>', 'what it was used for')
    .option('--by <who>', 'who used it, where that is not whoever writes it down')
    .action((snapshot: string, { purpose, by }: { purpose: string; by?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => show(terminal, workspace.testSets.record(actor(), await toInput(testSetsContract.record, { snapshot, purpose, person: by })))),
    )
  addExport(group, terminal)
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Copies the file of a sealed test set for somebody. The entry comes before the copy.')
    .argument('<snapshot>')
    .requiredOption('--file <path>', 'where it lies; it has to be these very bytes')
    .requiredOption('--out <path>', 'where the copy goes')
    .requiredOption('--purpose <text>', 'what it is needed for')
    .option('--for <who>', 'who gets it')
    .action((snapshot: string, { file, out, purpose, for: person }: { file: string; out: string; purpose: string; for?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const input = await toInput(testSetsContract.export, { snapshot, file: resolve(file), out: resolve(out), purpose, person })
        await beforeUse({ workspace, actor, yes, terminal }, [{ snapshot }])
        const done = await workspace.testSets.export(actor(), input, work)
        terminal.output.result(done, toFields([['Copy', done.path], ['Use', `${done.number} of ${done.snapshot}, entry ${done.seq}`]]))
      }),
    )
}

function show({ output }: Terminal, found: SnapshotUses): void {
  const { snapshot, sha256, seal, uses, counted, limits, tests } = found
  const head = toFields([
    ['Snapshot', `${snapshot}  sha256 ${sha256}`],
    ['Sealed', seal === null ? 'no' : `${seal.id}, ${seal.at.slice(0, 10)}, guarded by ${seal.custodian}: ${seal.purpose}`],
    ...(seal && seal.users.length > 0 ? [['May use it', [seal.custodian, ...seal.users].join(', ')] as [string, string]] : []),
    ['Uses', `${counted} that count${limits.length === 0 ? '' : `; the policy allows ${limits.map(({ tier, maxUses }) => `${maxUses ?? 'any number'} on tier ${tier}`).join(', ')}`}`],
    ...tests.map(({ version, opened }): [string, string] => ['Tested', `${version}: ${opened.length === 0 ? 'nothing speaks against its independence' : `not independent: ${opened.join('; ')}`}`]),
  ])
  const rows = uses.map(({ number, at, by, what, why, check, beforeSeal, seq }) => [number === null ? '–' : String(number), at.slice(0, 16).replace('T', ' '), by, `${what}${check === null ? '' : `: ${check.id} ${check.verdict}`}`, [...(why === null ? [] : [why]), ...(beforeSeal ? ['before the seal'] : [])].join('; '), String(seq)])
  output.result(found, [head, uses.length === 0 ? `No entry tells of a use of ${snapshot}.` : toTable(['use', 'when', 'who', 'what', 'note', 'entry'], rows), plural(uses.length, 'act')].join('\n\n'))
}
