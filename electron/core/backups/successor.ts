import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type * as z from 'zod'
import type { newSuccessor } from '../../../shared/contract/backups.ts'
import type { Predecessor } from '../../../shared/contract/custody.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Signer } from '../../domain/identity/service.ts'
import { toSuccessionText } from '../../domain/identity/statements.ts'
import { toCarriedEnrolment } from '../../domain/identity/succession.ts'
import { writeClosing } from '../../domain/ledger/closing.ts'
import { createLedgerFile, newOrigin } from '../../domain/ledger/create.ts'
import { highWaterFile } from '../../domain/ledger/marks.ts'
import type { Ledger } from '../../domain/ledger/service.ts'
import { verifyWorkspace } from '../../domain/ledger/verify.ts'
import { adoptPolicy, builtIn } from '../../domain/policies/service.ts'
import { createKeyStore } from '../../platform/keys.ts'
import { translate } from '../../platform/output-file.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import type { Machine, Workspace } from '../workspace.ts'
import { whyNoSuccessor } from './restoring.ts'

type Input = z.output<typeof newSuccessor>

/** What a ledger may lack and still be followed: it is older than it was, or another history of it exists. Nothing in it is wrong. */
const tolerable: readonly string[] = ['ROLLED-BACK', 'EXTERNAL-MISMATCH', 'BLOB-MISSING']

/**
 * Two people close a ledger that can not be continued and begin a new one, with a new origin and log key, whose first entry names it.
 * Nothing but people, keys and policy is carried over. Errors: CONFLICT (can be continued, has a successor, folder in use),
 * LEDGER_UNSAFE (what is there does not verify: restore a sound copy first), those of unlocking.
 */
export async function startSuccessor(workspace: Workspace, actor: string, input: Input, machine: Machine, work: Work): Promise<{ dir: string; origin: string }> {
  const { ledger, identity, policies } = workspace
  const dir = resolve(input.dir)
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new AppError('CONFLICT', `The folder ${dir} is not empty; a successor needs a folder of its own. Name a new or an empty one.`)
  if (actor === input.second.email) throw new AppError('BAD_INPUT', `A successor is signed by two different people; ${actor} is one. Name another person.`)
  const refusal = whyNoSuccessor(ledger, machine, identity.people().filter((one) => one.keyHere && one.revoked === null).length)
  if (refusal) throw new AppError('CONFLICT', refusal)
  await refuseUnsound(workspace, machine, work)
  const first = await identity.unlock(actor, input.passphrase)
  const second = await identity.unlock(input.second.email, input.second.passphrase)
  const origin = newOrigin()
  const at = machine.clock.now().toISOString()
  const predecessor = (key: string) => toPredecessor({ ledger, first, second, reason: input.reason, stateDir: machine.stateDir, at, origin, key })
  const entries = [
    { actor, draft: toCarriedEnrolment({ person: first.person, signer: first, origin, at }) },
    { actor, draft: adoptPolicy(policies.list()[0]?.policy ?? builtIn('two-person')) },
    { actor, draft: toCarriedEnrolment({ person: second.person, signer: first, origin, at }) },
  ]
  withCarriedKeys(machine, ledger.origin, origin, [first, second], () =>
    translate(dir, () => createLedgerFile({ dir, ...machine, name: input.name ?? ledger.name, origin, entries, predecessor })),
  )
  writeClosing(machine.stateDir, ledger.origin, { why: 'succeeded', at, sentence: `This ledger was closed on ${at.slice(0, 10)} by ${actor} and ${input.second.email}: it goes on in its successor ${origin}, in ${dir}. It stays readable here.` })
  return { dir, origin }
}

interface Sources {
  ledger: Ledger
  first: Signer
  second: Signer
  reason: string
  stateDir: string
  at: string
  origin: string
  key: string
}

function toPredecessor({ ledger, first, second, reason, stateDir, at, origin, key }: Sources): Predecessor {
  const { checkpoint, size, root } = ledger.tip()
  const text = toSuccessionText({
    predecessor: { origin: ledger.origin, vkey: ledger.logVkey, size, root: root.toString('base64') },
    reason,
    first: first.person,
    second: second.person,
    signedAt: at,
    ledger: origin,
    key,
  })
  const [, line] = splitLast(second.signNote(text))
  const seen = newerMark(highWaterFile(stateDir, ledger.origin), size)
  const signers = [first, second].map(({ person: { email, vkey } }) => ({ email, vkey }))
  return { origin: ledger.origin, vkey: ledger.logVkey, checkpoint, ...(seen ? { seen } : {}), reason, signers, note: `${first.signNote(text)}${line}` }
}

/** A signed note's text with its blank line, and its signature lines. */
function splitLast(note: string): [string, string] {
  const at = note.lastIndexOf('\n\n') + 2
  return [note.slice(0, at), note.slice(at)]
}

function newerMark(path: string, size: number): string | null {
  if (!existsSync(path)) return null
  const note = readFileSync(path, 'utf8')
  try {
    return readCheckpoint(note).size > size ? note : null
  } catch {
    return null
  }
}

async function refuseUnsound({ dir }: Workspace, { stateDir, clock }: Machine, work: Work): Promise<void> {
  const { findings } = await verifyWorkspace({ dir, stateDir, clock, level: 'full' }, work)
  const wrong = findings.find(({ kind }) => !tolerable.includes(kind))
  if (wrong) throw new AppError('LEDGER_UNSAFE', `A successor has to name a sound ledger, and this one is not: ${wrong.detail} Restore a backup that verifies, and begin the successor from that.`)
}

/** The signers keep their keys; a key whose ledger was not written must not stay behind. */
function withCarriedKeys({ stateDir, sealing }: Machine, from: string, to: string, signers: readonly Signer[], act: () => void): void {
  const [old, next] = [from, to].map((origin) => createKeyStore({ stateDir, origin, sealing })) as [ReturnType<typeof createKeyStore>, ReturnType<typeof createKeyStore>]
  try {
    for (const { person } of signers) next.store(old.read(person.keyName))
    act()
  } catch (error) {
    for (const { person } of signers) next.remove(person.keyName)
    throw error
  }
}
