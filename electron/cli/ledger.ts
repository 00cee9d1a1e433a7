import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { CheckpointCheck, Finding, Verification } from '../../shared/contract/ledger.ts'
import { parseWhole } from './arguments.ts'
import { toFields, toTable } from './output.ts'
import { atWorkspace, createWork, inWorkspace, type Terminal } from './session.ts'

export function addLedger(program: Command, terminal: Terminal): void {
  const group = program.command('ledger').description('the ledger: verify it, read it, take a checkpoint of it')
  addVerify(group, terminal)
  addShow(group, terminal)
  group
    .command('checkpoint')
    .description('Prints the checkpoint, a signed note over origin, size and root. Keep it elsewhere: it shows later that nothing before it was rewritten.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const { size, root, checkpoint } = workspace.ledger.tip()
        terminal.output.result({ checkpoint, size, rootHash: root.toString('base64') }, checkpoint.trimEnd())
      }),
    )
}

function addVerify(group: Command, terminal: Terminal): void {
  group
    .command('verify')
    .description('Recomputes every leaf, node and root and checks every signature. Exits with 1 unless the ledger is intact and the checkpoint, if one is given, holds.')
    .option('--checkpoint <file>', 'also hold the ledger against the checkpoint in a file: a note or one of the PDFs')
    .action((options: { checkpoint?: string }, command: Command) =>
      atWorkspace(command, async (dir) => {
        const [{ verifyAgainst }, { createMachine }] = await Promise.all([import('../core/verify.ts'), import('../core/machine.ts')])
        const checkpointFile = options.checkpoint === undefined ? null : resolve(options.checkpoint)
        const { verification, against } = await verifyAgainst({ dir, checkpointFile }, createMachine(), createWork(terminal.output))
        terminal.output.result(toJson(verification), toText(verification, against))
        terminal.exit(verification.findings.length === 0 ? 0 : 1)
      }),
    )
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Prints the entries in order; with --json as the ledger holds them.')
    .option('--from <seq>', 'from this entry on', (text) => parseWhole('--from', text, 0))
    .option('--type <kind>', 'entries of one kind only, such as decision/v1 or decision')
    .action((options: { from?: number; type?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const isWanted = (kind: string) => options.type === undefined || kind === options.type || kind.split('/')[0] === options.type
        const entries = [...workspace.ledger.entries(options.from ?? 0, workspace.ledger.tip().size)].filter((entry) => isWanted(entry.kind))
        const { summarize } = await import('../core/folding.ts')
        const rows = entries.map((entry) => [String(entry.seq), entry.at, entry.actor, entry.kind, summarize(entry).summary])
        const parsed = entries.map((entry) => JSON.parse(entry.leaf) as unknown)
        terminal.output.result(parsed, terminal.output.json ? '' : toTable(['seq', 'at', 'actor', 'kind', 'what happened'], rows))
      }),
    )
}

function toJson({ verdict, size, rootHash, checkpoint, findings }: Verification) {
  return { verdict, size, rootHash, checkpoint, findings: findings.map(({ kind, seq, detail }) => ({ kind, seq, detail })) }
}

function toText(verification: Verification, against: CheckpointCheck | null): string {
  const { verdict, size, rootHash, findings } = verification
  const head = toFields([
    ['Verdict', verdict],
    ['Entries', String(size)],
    ['Root', rootHash],
    ...(against?.outcome === 'holds' ? [['Checkpoint', `holds: ${against.sentence}`] as const] : []),
  ])
  return [head, ...findings.map(toParagraph)].join('\n\n')
}

const toParagraph = ({ kind, seq, detail, meaning, action }: Finding) => `${kind}${seq === null ? '' : ` at entry ${seq}`}: ${detail}\n  ${meaning}\n  ${action}`
