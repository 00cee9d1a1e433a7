import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { reviewsContract, type Gate } from '../../shared/contract/reviews.ts'
import { hashFile } from '../platform/blobs.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

/** What a pipeline asks before it deploys, and what an auditor asks afterwards. */
export function addGate(program: Command, terminal: Terminal): void {
  program
    .command('gate')
    .description('May this be deployed? Exits with 0 only for a live approval of exactly these bytes; otherwise with 1, and says why not.')
    .argument('<target>', 'a version such as credit-lr@3, or the SHA-256 of a manifest')
    .option('--artefact <file>', 'also hold the file that is to be deployed against the manifest')
    .action((target: string, options: { artefact?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, work }) => {
        const asked = await toInput(reviewsContract.gate, { target })
        const gate = workspace.reviews.gate(asked.target)
        const why = [...(await findDamage(workspace, work)), ...(options.artefact === undefined ? [] : await findOtherArtefact(workspace, gate, resolve(options.artefact)))]
        const told: Gate = why.length === 0 ? gate : { ...gate, allowed: false, why: gate.allowed ? why : [...gate.why, ...why] }
        terminal.output.result(told, toText(told))
        return told.allowed ? 0 : 1
      }),
    )
}

/** An approval in a ledger that something is wrong with approves nothing. */
async function findDamage({ ledger }: Session['workspace'], work: Session['work']): Promise<string[]> {
  const { findings } = await ledger.verify('open', work)
  return findings.map(({ kind, detail }) => `The ledger can not be relied on: ${kind}. ${detail}`)
}

async function findOtherArtefact({ catalog }: Session['workspace'], { versions: [ref] }: Gate, file: string): Promise<string[]> {
  if (ref === undefined) return []
  const { artefact } = catalog.version(ref).manifest
  if (artefact === null) return [`The manifest of ${ref} names no artefact, so ${basename(file)} can not be held against it.`]
  if (artefact.kind === 'folder') return [`The artefact of ${ref} is a folder; give the manifest of what is deployed instead.`]
  const { sha256 } = await hashFile(file)
  return sha256 === artefact.sha256 ? [] : [`${basename(file)} has the digest ${sha256}; the artefact that was approved has ${artefact.sha256}.`]
}

const toText = ({ allowed, manifestHash, versions, why }: Gate): string =>
  `${toFields([
    ['Deploy', allowed ? 'yes' : 'no'],
    ['Manifest', manifestHash],
    ['Version', versions.join(', ') || 'none here'],
  ])}\n${why.join('\n')}`
