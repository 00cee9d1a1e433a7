import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BackupContent, Recovery, Restored, Standing } from '../../../shared/contract/backups.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { readGoingCopy } from '../../domain/ledger/copies.ts'
import { loadClosing } from '../../domain/ledger/closing.ts'
import { loadLogKeys } from '../../domain/ledger/log-key.ts'
import { highWaterFile } from '../../domain/ledger/marks.ts'
import { peekLedger, readSeenHere } from '../../domain/ledger/snapshot.ts'
import { parseCheckpointText } from '../../tlog/checkpoint.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { createRecentWorkspaces } from '../recent.ts'
import type { Machine, Workspace } from '../workspace.ts'
import { bytesOf, loadList } from './container.ts'
import { placeBackup } from './files.ts'
import { createBackupNotes } from './notes.ts'
import { toStanding } from './rules.ts'

/** What a backup says of itself. Nothing in it is verified but its form: restoring does that. */
export async function inspectBackup(file: string, machine: Machine): Promise<BackupContent> {
  const path = resolve(file)
  const list = await loadList(path)
  const { name, origin, at, size, root, countersign } = list
  const standing = toStanding(size, readClaimedMark(machine.stateDir, list), findNewer(origin, size, null, machine))
  return { file: path, name, origin, at, size, root, files: list.files.length, bytes: bytesOf(list), countersign, standing }
}

/** Verifies a backup and places it in a new or empty folder; says how it stands to what this computer saw. */
export async function restoreBackup({ file, dir }: { file: string; dir: string }, machine: Machine, work: Work): Promise<Restored> {
  const path = resolve(dir)
  const { name, origin, size, root } = await placeBackup({ file: resolve(file), dir: path, stateDir: machine.stateDir }, work)
  return { dir: path, name, origin, size, root, standing: readStanding({ dir: path, origin, size }, machine), logKeyHere: loadLogKeys(machine.stateDir, origin).length > 0 }
}

/** Why the open ledger takes no entries, and the ways out. */
export function toRecovery({ dir, ledger, identity }: Workspace, machine: Machine): Recovery {
  const standing = readStanding({ dir, origin: ledger.origin, size: ledger.tip().size }, machine)
  const signers = identity.people().filter((person) => person.keyHere && person.revoked === null).map(({ email, name }) => ({ email, name }))
  const refusal = whyNoSuccessor(ledger, machine, signers.length)
  const sentence = refusal ?? 'Two people can close this ledger and begin a successor that names it: a new ledger with a new log key, without its records. What was signed here stays readable and provable here.'
  return { readOnly: ledger.readOnly, elsewhere: ledger.elsewhere, standing, successor: { possible: refusal === null, sentence, signers } }
}

/** Has this copy of a ledger take the entries instead of the other one on this computer; it has to be opened again. CONFLICT, BUSY. */
export function continueHere({ ledger }: Pick<Workspace, 'ledger'>): void {
  if (ledger.elsewhere !== null) return ledger.takeOver()
  throw new AppError('CONFLICT', ledger.readOnly ? `Another copy on this computer is not what keeps this one from taking entries: ${ledger.readOnly.reason}` : 'This copy takes entries already.')
}

export function whyNoSuccessor({ origin, readOnly, elsewhere }: Pick<Workspace['ledger'], 'origin' | 'readOnly' | 'elsewhere'>, { stateDir }: Machine, signers: number): string | null {
  if (!readOnly || elsewhere !== null) return 'This ledger can be continued, so it needs no successor.'
  if (loadClosing(stateDir, origin)?.why === 'succeeded') return readOnly.reason
  if (signers < 2) return 'A successor is signed by two people whose keys are on this computer; bring their keys here first ("countersign key import").'
  return null
}

function readStanding({ dir, origin, size }: { dir: string; origin: string; size: number }, machine: Machine): Standing {
  const seen = readSeenHere(dir, machine.stateDir)
  const standing = toStanding(size, seen && { size: seen.mark.size, agrees: seen.agrees }, findNewer(origin, size, dir, machine))
  const [twin] = standing.state === 'newest' ? findOthers(origin, dir, machine).filter((one) => one.size === size) : []
  return twin ? { ...standing, sentence: `${standing.sentence} The same ledger is also in ${twin.path}: only one of the two takes entries.` } : standing
}

/** Workspaces of the same ledger that were opened on this computer. */
function findOthers(origin: string, exceptDir: string | null, { stateDir }: Machine): Standing['newer'] {
  const going = readGoingCopy(stateDir, origin)
  const dirs = new Set([...createRecentWorkspaces(stateDir).list().map(({ dir }) => dir), ...(going === null ? [] : [going])])
  return [...dirs].flatMap((dir) => {
    const facts = dir === exceptDir ? null : peekLedger(dir)
    return facts?.origin === origin ? [{ kind: 'workspace' as const, path: dir, size: facts.size }] : []
  })
}

/** Workspaces and noted backups of this computer that go further than `size`. */
function findNewer(origin: string, size: number, exceptDir: string | null, machine: Machine): Standing['newer'] {
  const workspaces = findOthers(origin, exceptDir, machine).filter((one) => one.size > size)
  const backups = createBackupNotes(machine.stateDir, origin).backups().filter((one) => one.present && one.size > size)
  return [...workspaces, ...backups.map(({ path, size: entries }) => ({ kind: 'backup' as const, path, size: entries }))].toSorted((a, b) => b.size - a.size)
}

/** The mark as it claims to be: enough to say what a backup would lack, before anything is unpacked. */
function readClaimedMark(stateDir: string, list: { origin: string; size: number; root: string }): { size: number; agrees: boolean } | null {
  const path = highWaterFile(stateDir, list.origin)
  if (!existsSync(path)) return null
  try {
    const { size, root } = parseCheckpointText(readFileSync(path, 'utf8').split('\n\n')[0] + '\n')
    return { size, agrees: size !== list.size || hashToBase64(root) === list.root }
  } catch {
    return null
  }
}
