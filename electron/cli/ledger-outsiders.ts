import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Cosigned } from '../../shared/contract/ledger.ts'
import { AppError } from '../../shared/errors.ts'
import { parseWhole } from './arguments.ts'
import { toFields } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Terminal } from './session.ts'

/** What goes to people outside and comes back from them: proofs, exports, cosignatures. */
export function addOutsiders(group: Command, terminal: Terminal): void {
  addProve(group, terminal)
  addConsistency(group, terminal)
  addExport(group, terminal)
  addCosign(group, terminal)
  addWitness(group, terminal)
}

function addProve(group: Command, terminal: Terminal): void {
  group
    .command('prove')
    .description('Writes the proof that an entry is in the ledger: a c2sp.org/tlog-proof@v1 file with the newest checkpoint in it.')
    .argument('<seq>', 'number of the entry', (text) => parseWhole('The number of an entry', text, 0))
    .requiredOption('--out <file>', 'where to write it, for example entry-17.tlog-proof')
    .option('--entry <file>', 'also write the entry itself, byte for byte, for example entry-17.json: whoever checks the proof needs it')
    .action((seq: number, options: { out: string; entry?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { ledger } }) => {
        const { saveEntry, saveText } = await import('../core/ledger-files.ts')
        const { path, bytes } = saveText(options.out, ledger.inclusionFile(seq))
        const leaf = options.entry === undefined ? null : saveEntry(options.entry, ledger.read(seq).leaf).path
        const beside = leaf === null ? [] : [['Its bytes', leaf] as const]
        terminal.output.result({ seq, size: ledger.tip().size, path, bytes, ...(leaf === null ? {} : { entry: leaf }) }, toFields([['Proof', path], ['Entry', String(seq)], ['Over', `${ledger.tip().size} entries`], ...beside]))
      }),
    )
}

function addConsistency(group: Command, terminal: Terminal): void {
  group
    .command('consistency')
    .description("Writes the newest checkpoint with the proof that it continues an earlier one: the body of a witness' add-checkpoint, for whoever has seen that earlier one.")
    .requiredOption('--from <size>', 'how many entries the earlier checkpoint has', (text) => parseWhole('--from', text, 0))
    .requiredOption('--out <file>', 'where to write it')
    .action((options: { from: number; out: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { ledger } }) => {
        const { saveText } = await import('../core/ledger-files.ts')
        const { path, bytes } = saveText(options.out, ledger.consistencyFile(options.from))
        terminal.output.result({ from: options.from, size: ledger.tip().size, path, bytes }, toFields([['Proof', path], ['From', `${options.from} entries`], ['To', `${ledger.tip().size} entries`]]))
      }),
    )
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Writes the whole ledger for outsiders into a new folder: C2SP tiles and entry bundles, checkpoint, log key, signed statements with their keys, the files that entries name, and verify.html, a page that checks all of it without network.')
    .argument('<dir>', 'a folder that is new or empty')
    .option('--no-verifier', 'without verify.html')
    .action((dir: string, { verifier }: { verifier: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, work, reader }) => {
        const { exportTo } = await import('../core/ledger-files.ts')
        const made = await exportTo(workspace, { dir, verifier, actor: reader() ?? undefined }, work)
        const notes = [
          ...(made.seq === null ? [] : [['Recorded', `entry ${made.seq}`] as const]),
          ...(made.missingBlobs.length === 0 ? [] : [['Missing', `${made.missingBlobs.length} files that entries name are not in blobs/`] as const]),
          ...(made.verifier || !verifier ? [] : [['Verifier', 'not written: build it first with npm run build'] as const]),
        ]
        terminal.output.result(made, toFields([['Export', made.dir], ['Entries', String(made.size)], ['Root', made.rootHash], ['Files', String(made.files)], ['Signed', `${made.signatures} statements`], ...notes]))
      }),
    )
}

function addCosign(group: Command, terminal: Terminal): void {
  group
    .command('cosign')
    .description('Cosigns, as a witness, the checkpoint in a file of another ledger (checkpoint, consistency file, dossier PDF, exported folder) if it continues what this workspace saw of that ledger before. Without a file: the newest checkpoint of this ledger.')
    .argument('[file]', 'the file')
    .option('--key <key>', 'the key of that ledger (log.vkey or its line), where the file does not bring it')
    .option('--out <file>', 'where to write the cosigned checkpoint (standard output)')
    .action((file: string | undefined, options: { key?: string; out?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { cosignFile, toPair } = await import('../core/ledger-files.ts')
        const person = actor()
        const request = { path: file ?? null, logKey: options.key === undefined ? null : readKey(options.key), out: options.out ?? null }
        const answer = await cosignFile(workspace, person, { ...request, passphrase: await readPassphrase(person) })
        terminal.output.result(answer, toAnswer(answer, options.out ?? null))
        if (answer.outcome === 'forked' || answer.outcome === 'bad_proof') terminal.output.say(toPair({ ...answer, ours: answer.held }))
        return answer.outcome === 'cosigned' ? 0 : 1
      }),
    )
}

function toAnswer({ outcome, sentence, origin, size, checkpoint, witness, logKey, firstContact }: Cosigned, out: string | null): string {
  if (outcome !== 'cosigned') return sentence
  const fields = toFields([
    ['Ledger', origin],
    ['Entries', String(size)],
    ...(firstContact && logKey ? [['Log key', logKey.fingerprint] as const] : []),
    ['Witness key', witness!.vkey],
    ['Fingerprint', witness!.fingerprint],
    ...(out === null ? [] : [['Written', resolve(out)] as const]),
  ])
  return `${sentence}\n\n${fields}${out === null ? `\n\n${checkpoint!.trimEnd()}` : ''}`
}

function addWitness(group: Command, terminal: Terminal): void {
  group
    .command('witness')
    .description('Takes in a checkpoint of this ledger that somebody outside has cosigned: outside evidence from then on.')
    .argument('<file>', 'the cosigned checkpoint')
    .option('--key <key>', 'the verifier key of the witness (a file or its line), the first time')
    .option('--fingerprint <text>', 'its fingerprint as the witness told it by another way, the first time')
    .action((file: string, options: { key?: string; fingerprint?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { addCosignature } = await import('../core/ledger-files.ts')
        const given = { path: file, witnessKey: options.key === undefined ? undefined : readKey(options.key), fingerprint: options.fingerprint }
        const taken = addCosignature(workspace, actor(), given)
        terminal.output.result(taken, toFields([['Witness', taken.name], ['Fingerprint', taken.fingerprint], ['Entries', String(taken.size)], ['Cosigned', taken.cosignedAt], ['Recorded', `entry ${taken.seq}`]]))
      }),
    )
}

/** A key is given as its line or as a file that holds the line. */
function readKey(key: string): string {
  if (!existsSync(key)) return key
  try {
    return readFileSync(key, 'utf8').trim().slice(0, 1_000)
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `${key} can not be read. Name the file with the key, or give the key itself.`, { cause: error })
  }
}
