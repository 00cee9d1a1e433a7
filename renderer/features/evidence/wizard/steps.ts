import { DeclareStep } from './DeclareStep.tsx'
import { FileStep } from './FileStep.tsx'
import { RowsStep } from './RowsStep.tsx'
import type { Draft, WizardKind, WizardStep } from './wizard-kind.ts'

const none = () => []

/** Files first, the declaration last, the kind's own steps between. */
export function stepsOf<D extends Draft>(kind: WizardKind<D>): readonly WizardStep<D>[] {
  return [
    { id: 'file', title: kind.files.length > 1 ? 'Version and files' : 'Version and file', Screen: FileStep, problems: (draft) => fileProblems(kind, draft) },
    { id: 'rows', title: 'First rows', Screen: RowsStep, problems: none },
    ...kind.steps,
    { id: 'declare', title: 'Declare and run', Screen: DeclareStep, problems: none },
  ]
}

function fileProblems<D extends Draft>({ files }: WizardKind<D>, draft: D): string[] {
  const missing = files.filter(({ role, optional }) => !optional && !draft.files[role]).map(({ label }) => `Choose a ${label.toLowerCase()}.`)
  return draft.version ? missing : ['Choose the version to check.', ...missing]
}
