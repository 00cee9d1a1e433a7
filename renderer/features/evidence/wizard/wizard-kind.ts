import type { ReactNode } from 'react'
import type { CheckChoices, CheckRunInput, CheckKind, FilePreview } from '../../../../shared/contract/evidence.ts'
import type { Wizard } from './use-wizard.ts'

/** What every kind of check asks for. The draft is kept until the check has run, so every field may be half filled. */
export interface Draft {
  readonly version: string
  /** Paths by role; the first role of the kind is the file whose rows and columns are shown. */
  readonly files: Readonly<Record<string, string>>
  /** The sealed test set whose rows the data holds, with what the version said of them. */
  readonly testSet?: string | undefined
  /** The file whose columns guesses were taken from; another file is guessed anew. */
  readonly guessedFrom: string
  /** The template or the check whose settings the draft began with; `lost`: members of these that no field could take over. */
  readonly startedFrom?: { readonly title: string; readonly choices: CheckChoices; readonly lost: readonly string[] }
}

export interface FileRole {
  readonly role: string
  readonly label: string
  readonly description: string
  readonly optional?: boolean
}

/** A step between the first rows and the declaration. */
export interface WizardStep<D extends Draft> {
  readonly id: string
  readonly title: string
  readonly Screen: (props: { wizard: Wizard<D> }) => ReactNode
  /** What still keeps it from being left, one sentence each; empty when it is complete. */
  readonly problems: (draft: D) => string[]
}

/** How one kind of check is asked for; WizardFrame draws it. */
export interface WizardKind<D extends Draft> {
  readonly check: CheckKind
  readonly files: readonly [FileRole, ...FileRole[]]
  readonly empty: D
  /** Takes over, once, what the reader guessed of the columns of a newly chosen file. `protectedNames`: those that snapshots name. */
  readonly withPreview: (draft: D, preview: FilePreview, protectedNames: readonly string[]) => D
  readonly steps: readonly WizardStep<D>[]
  /** Fills the fields from settings of this kind: the way back from `toRun`. */
  readonly fromSettings: (given: CheckChoices, draft: D) => D
  /** Members of the settings that no field shows; a draft that begins with settings hands them on as they were. */
  readonly unshown: readonly string[]
  /** The settings as they will be written; the files and the version stand above it. */
  readonly Declaration: (props: { draft: D }) => ReactNode
  /** The call that runs the check; the draft must have no problems left. */
  readonly toRun: (draft: D) => CheckRunInput
}

export const mainFile = ({ files }: Pick<Draft, 'files'>, roles: readonly FileRole[]): string => files[roles[0]?.role ?? ''] ?? ''
/** Only what was chosen: an optional file that was left out is no input. */
export const chosenFiles = ({ files }: Pick<Draft, 'files'>): Record<string, string> => Object.fromEntries(Object.entries(files).filter(([, path]) => path !== ''))
