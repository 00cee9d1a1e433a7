import type { RunDataset } from '../../../../shared/contract/runs.ts'
import type { UseWarning } from '../../../../shared/contract/test-sets.ts'
import { Caution } from '../../../ui/Caution.tsx'

interface UseCautionsProps {
  warnings: readonly UseWarning[]
  /** What the data is to the run, where that is known before its bytes are read. */
  role?: RunDataset['role']
}

/** What follows for a sealed test set that a run uses. */
export function UseCautions({ warnings, role }: UseCautionsProps) {
  return warnings.map(({ snapshot, sentence, over, refusal }) => (
    <Caution key={snapshot} tone={over || refusal !== null ? 'bad' : 'caution'}>
      {sentence} {role === 'train' || role === 'validation' ? `As ${role === 'train' ? 'training' : 'validation'} data it ends the independence of every test on it.` : 'The ledger says so at once.'}
    </Caution>
  ))
}
