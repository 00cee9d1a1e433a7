import type { FileCheck } from '../../../../shared/contract/ledger.ts'
import type { Tone } from '../../../ui/tone.ts'

export const outcomes: Record<FileCheck['outcome'], { tone: Tone; word: string }> = {
  holds: { tone: 'good', word: 'holds' },
  forked: { tone: 'bad', word: 'forked' },
  ahead: { tone: 'bad', word: 'ahead of this ledger' },
  other_ledger: { tone: 'void', word: 'another ledger' },
  bad_signature: { tone: 'bad', word: 'bad signature' },
}

export const fileWords: Record<FileCheck['file'], string> = {
  checkpoint: 'a signed checkpoint',
  proof: 'a proof that an entry is in the ledger',
  consistency: 'a proof that one state continues another',
  pdf: 'a PDF made by Countersign, with a checkpoint in it',
  bundle: 'a bundle from a workspace',
}
