import type { FileCheck, Finding, Verification } from '../../shared/contract/ledger.ts'
import type { Work } from '../../shared/contract/handlers.ts'
import { AppError } from '../../shared/errors.ts'
import { toFinding, toVerdict } from '../domain/ledger/findings.ts'
import { verifyWorkspace } from '../domain/ledger/verify.ts'
import { readEvidenceFile } from '../domain/reports/evidence-file.ts'
import { checkFile } from './ledger-files.ts'
import { openWorkspace, type Machine } from './workspace.ts'

export interface Verified {
  verification: Verification
  /** Null where no checkpoint was given, or the ledger is too damaged to be compared. */
  against: FileCheck | null
}

/**
 * Verifies a workspace, in full unless said otherwise, also one that can not be opened, and holds it against the checkpoint in a file: a note or one of
 * our PDFs. A checkpoint that does not hold is a finding. Errors: those of reading the file, UNSUPPORTED_FORMAT, CANCELLED.
 */
export async function verifyAgainst({ dir, checkpointFile, level = 'full' }: { dir: string; checkpointFile: string | null; level?: Verification['level'] }, machine: Machine, work: Work): Promise<Verified> {
  // A file that says nothing is refused before the long work begins.
  if (checkpointFile !== null) readEvidenceFile(checkpointFile)
  const verification = await verifyWorkspace({ dir, stateDir: machine.stateDir, clock: machine.clock, level }, work)
  const against = checkpointFile === null ? null : compare(dir, checkpointFile, machine)
  if (against === null || (against.outcome === 'holds' && against.entry?.holds !== false)) return { verification, against }
  const finding = toCheckpointFinding(against)
  const ofLedger = saysOfLedger(against.outcome) ? [...verification.findings, finding] : verification.findings
  return { verification: { ...verification, verdict: toVerdict(ofLedger), findings: [...verification.findings, finding] }, against }
}

function compare(dir: string, file: string, machine: Machine): FileCheck | null {
  try {
    const workspace = openWorkspace(dir, machine)
    try {
      return checkFile(workspace.ledger, file)
    } finally {
      workspace.close()
    }
  } catch (error) {
    // The verification has said already what is wrong with the file.
    if (error instanceof AppError && error.code === 'LEDGER_UNSAFE') return null
    throw error
  }
}

/** Anybody can bring a paper of another ledger, or a forged one: it says nothing against this ledger. */
const saysOfLedger = (outcome: FileCheck['outcome']) => outcome === 'ahead' || outcome === 'forked'

function toCheckpointFinding({ outcome, sentence }: FileCheck): Finding {
  if (outcome === 'ahead') return toFinding('TRUNCATED', null, sentence)
  if (outcome === 'forked') return toFinding('EXTERNAL-MISMATCH', null, sentence)
  return {
    kind: outcome === 'other_ledger' ? 'CHECKPOINT-OTHER-LEDGER' : 'CHECKPOINT-INVALID',
    seq: null,
    detail: sentence,
    meaning: 'The checkpoint that was brought says nothing about this ledger.',
    action: outcome === 'other_ledger' ? 'Open the workspace that the paper is about.' : 'Ask for the original file.',
  }
}
