import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { FileCheck, Finding, Verification } from '../../shared/contract/ledger.ts'
import { verification } from '../../shared/contract/ledger.ts'
import { AppError } from '../../shared/errors.ts'
import { parseWhole } from './arguments.ts'
import { addOutsiders } from './ledger-outsiders.ts'
import { addLedgerKey } from './key.ts'
import { toFields, toTable } from './output.ts'
import { addContinue } from './successor.ts'
import { atWorkspace, createWork, inWorkspace, type Terminal } from './session.ts'

export function addLedger(program: Command, terminal: Terminal): void {
  const group = program.command('ledger').description('the ledger: verify it, read it, take a checkpoint of it')
  addVerify(group, terminal)
  addShow(group, terminal)
  addLedgerKey(group, terminal)
  addOutsiders(group, terminal)
  addContinue(group, terminal)
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
    .option('--level <level>', 'open (milliseconds), leaves (every entry, node and signature) or full (also files and records)', parseLevel, 'full')
    .option('--checkpoint <file>', 'also hold the ledger against the checkpoint in a file: a note, a proof, one of the PDFs, an export')
    .option('--evidence <file>', 'where both signed notes are written if the checkpoint does not hold')
    .action((options: { level: Verification['level']; checkpoint?: string; evidence?: string }, command: Command) =>
      atWorkspace(command, async (dir) => {
        const [{ verifyAgainst }, { createMachine }] = await Promise.all([import('../core/verify.ts'), import('../core/machine.ts')])
        const checkpointFile = options.checkpoint === undefined ? null : resolve(options.checkpoint)
        const { verification: found, against } = await verifyAgainst({ dir, checkpointFile, level: options.level }, createMachine(), createWork(terminal.output))
        terminal.output.result(toJson(found, against), toText(found, against))
        if (against && against.outcome !== 'holds' && options.evidence !== undefined) {
          const { saveText, toPair } = await import('../core/ledger-files.ts')
          terminal.output.say(`Both notes are in ${saveText(options.evidence, toPair(against)).path}`)
        }
        terminal.exit(found.findings.length === 0 ? 0 : 1)
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
        terminal.output.result(parsed, terminal.output.json ? '' : rows.length === 0 ? noneWanted(options, workspace.ledger.tip().size) : toTable(['seq', 'at', 'actor', 'kind', 'what happened'], rows))
      }),
    )
}

const noneWanted = ({ from, type }: { from?: number; type?: string }, size: number) =>
  from !== undefined && from >= size ? `The ledger has no entry ${from}; its newest is ${size - 1}.` : `No entry${from === undefined ? '' : ` from ${from} on`} is of the kind "${type ?? ''}".`

function parseLevel(text: string): Verification['level'] {
  const level = verification.shape.level.safeParse(text)
  if (level.success) return level.data
  throw new AppError('BAD_INPUT', `--level is open, leaves or full; "${text}" is none of these.`)
}

function toJson({ verdict, level, size, rootHash, checkpoint, findings, redacted }: Verification, against: FileCheck | null) {
  const pair = against && against.outcome !== 'holds' ? { against: { outcome: against.outcome, theirs: against.theirs, ours: against.ours } } : {}
  return { verdict, level, size, rootHash, checkpoint, findings: findings.map(({ kind, seq, detail }) => ({ kind, seq, detail })), redacted, ...pair }
}

const checkedBy: Record<Verification['level'], string> = {
  open: 'newest checkpoint and edge of the tree; everything with --level full',
  leaves: 'every entry, node and signature; files and records with --level full',
  full: 'every entry, node and signature, the files they name, the records',
}

function toText(found: Verification, against: FileCheck | null): string {
  const { verdict, level, size, rootHash, findings, redacted } = found
  const head = toFields([
    ['Verdict', verdict],
    ['Entries', String(size)],
    ['Root', rootHash],
    ['Checked', checkedBy[level]],
    ...redacted.map(({ entry, seq, by }) => ['Redacted', `entry ${entry}: data erased on purpose by ${by}, entry ${seq}`] as const),
    ...(against?.outcome === 'holds' ? [['Checkpoint', `holds: ${against.sentence}`] as const] : []),
  ])
  return [head, ...findings.map(toParagraph), ...(against?.outcome === 'forked' ? [toSideBySide(against)] : [])].join('\n\n')
}

/** The pair is the evidence, so it is shown whole. */
const toSideBySide = ({ theirs, ours }: FileCheck) => `The file says:\n\n${theirs}\nThis ledger says:\n\n${ours ?? 'nothing'}`

const toParagraph = ({ kind, seq, detail, meaning, action }: Finding) => `${kind}${seq === null ? '' : ` at entry ${seq}`}: ${detail}\n  ${meaning}\n  ${action}`
