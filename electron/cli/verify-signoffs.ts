import type { Command } from 'commander'
import type { Finding } from '../../shared/contract/ledger.ts'
import type { Review } from '../../shared/contract/reviews.ts'
import { plural } from '../../shared/counts.ts'
import { AppError } from '../../shared/errors.ts'
import { sameDeviceAs, toSignatureMarks } from '../../shared/signature-marks.ts'
import type { Machine } from '../core/workspace.ts'
import { toTable } from './output.ts'
import { atWorkspace, createWork, type Terminal } from './session.ts'

/** What an auditor asks about sign-off alone: what breaks a rule, and what breaks none and should be known. */
export function addVerifySignoffs(program: Command, terminal: Terminal): void {
  program
    .command('verify-signoffs')
    .description('Verifies the ledger in full and tells what concerns sign-off: signatures, keys, order, authority, four eyes. Exits with 1 unless all hold. Marks signatures of several people on one device, and those given in a batch.')
    .action((_options: object, command: Command) =>
      atWorkspace(command, async (dir) => {
        const [{ verifyAgainst }, { createMachine }] = await Promise.all([import('../core/verify.ts'), import('../core/machine.ts')])
        const machine = createMachine()
        const { verification } = await verifyAgainst({ dir, checkpointFile: null }, machine, createWork(terminal.output))
        const findings = verification.findings.filter(({ kind }) => /^(?:SIGN-OFF|DECISION|KEY)-/.test(kind))
        const others = verification.findings.length - findings.length
        const marks = await readMarks(dir, machine)
        terminal.output.result({ verdict: verification.verdict, findings, otherFindings: others, marks }, [toFindingsText(findings), toMarksText(marks), ...(others === 0 ? [] : [`The ledger has ${others} other findings: run "countersign ledger verify".`])].join('\n\n'))
        terminal.exit(verification.findings.length === 0 ? 0 : 1)
      }),
    )
}

const toFindingsText = (findings: readonly Finding[]): string =>
  findings.length === 0 ? 'Every signature is good and every step of every review was allowed.' : toTable(['finding', 'entry', '', 'what to do'], findings.map(({ kind, seq, detail, action }) => [kind, String(seq ?? ''), detail, action]))

interface Mark {
  review: string
  version: string
  entry: number
  signer: string
  device: string | null
  /** Entries of other people's signatures that count beside it and name the same device. */
  sameDeviceAs: number[]
  batch: number | null
  marks: string[]
}

/** Null where the ledger is too damaged to be read as records. */
async function readMarks(dir: string, machine: Machine): Promise<Mark[] | null> {
  const { openWorkspace } = await import('../core/workspace.ts')
  try {
    const workspace = openWorkspace(dir, machine)
    try {
      return workspace.reviews.list({}).flatMap(marksOf).toSorted((a, b) => a.entry - b.entry)
    } finally {
      workspace.close()
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const marksOf = ({ id, version, signatures }: Review): Mark[] =>
  signatures.flatMap((one) => {
    const marks = toSignatureMarks(one, signatures)
    const { seq, email, device, batch } = one
    return marks.length === 0 ? [] : [{ review: id, version, entry: seq, signer: email, device, sameDeviceAs: sameDeviceAs(one, signatures).map((other) => other.seq), batch, marks }]
  })

function toMarksText(marks: readonly Mark[] | null): string {
  if (marks === null) return 'The signatures could not be read to be marked.'
  if (marks.length === 0) return 'No signature is marked: none was given in a batch, and no two people signed one request on the same device.'
  return `${plural(marks.length, 'signature')} marked; a mark breaks no rule.\n\n${toTable(['entry', 'review', 'version', 'signer', 'mark'], marks.map((one) => [String(one.entry), one.review, one.version, one.signer, one.marks.join('; ')]))}`
}
