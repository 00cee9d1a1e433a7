import type { UseWarning } from '../../shared/contract/test-sets.ts'
import { AppError } from '../../shared/errors.ts'
import { confirm } from './confirm.ts'
import type { Session, Terminal } from './session.ts'

type Asking = Pick<Session, 'workspace' | 'actor' | 'yes'> & { terminal: Terminal }

/** What would be used: a registered snapshot, or a file, which may be one. */
export type Wanted = { snapshot: string } | { path: string }

/** Says which use of which sealed test set this would be, and asks; `--yes` answers. BAD_INPUT where nobody says yes, FORBIDDEN where they may not. */
export async function beforeUse({ workspace, actor, yes, terminal }: Asking, wanted: readonly Wanted[], version?: string): Promise<void> {
  const warnings = new Map<string, UseWarning>()
  for (const one of wanted) {
    const warning = await workspace.testSets.warning(actor(), { ...one, ...(version === undefined ? {} : { version }) })
    if (warning) warnings.set(warning.snapshot, warning)
  }
  for (const { sentence, refusal } of warnings.values()) {
    if (refusal !== null) throw new AppError('FORBIDDEN', `${refusal} Nothing was done.`)
    if (yes) terminal.output.warn(sentence)
    else if (!(await confirm(`${sentence} Use it?`))) throw new AppError('BAD_INPUT', `${sentence} Nothing was done. Say --yes to use it.`)
  }
}

/** The same for a check as it was typed. */
export async function beforeCheck(asking: Asking, { inputs, testSet, version }: Record<string, unknown>): Promise<void> {
  const paths = typeof inputs === 'object' && inputs !== null ? Object.values(inputs).filter((path) => typeof path === 'string') : []
  const wanted: Wanted[] = [...paths.map((path) => ({ path })), ...(typeof testSet === 'string' ? [{ snapshot: testSet }] : [])]
  await beforeUse(asking, wanted, typeof version === 'string' ? version : undefined)
}
