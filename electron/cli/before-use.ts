import type { UseWarning } from '../../shared/contract/test-sets.ts'
import { AppError } from '../../shared/errors.ts'
import { confirm } from './confirm.ts'
import type { Session, Terminal } from './session.ts'

type Asking = Pick<Session, 'workspace' | 'actor' | 'yes'> & { terminal: Terminal }

/** What would be used: a registered snapshot, or a file, which may be one. */
export type Wanted = { snapshot: string } | { path: string }

/** Says which use of which sealed test set this would be, and asks; `--yes` answers. BAD_INPUT where nobody says yes, FORBIDDEN where they may not. */
export async function beforeUse(asking: Asking, wanted: readonly Wanted[], version?: string): Promise<void> {
  await ask(asking, await warningsOf(asking, wanted, version))
}

/** The same for checks that are to run one after another, as they were typed or as a suite has them: each is a use of its own. */
export async function beforeChecks(asking: Asking, checks: readonly Record<string, unknown>[]): Promise<void> {
  const warnings: UseWarning[] = []
  for (const { inputs, testSet, version } of checks) {
    const paths = typeof inputs === 'object' && inputs !== null ? Object.values(inputs).filter((path) => typeof path === 'string') : []
    const wanted: Wanted[] = [...paths.map((path) => ({ path })), ...(typeof testSet === 'string' ? [{ snapshot: testSet }] : [])]
    warnings.push(...(await warningsOf(asking, wanted, typeof version === 'string' ? version : undefined)))
  }
  await ask(asking, warnings)
}

/** One for each set, however often the act names it. */
async function warningsOf({ workspace, actor }: Asking, wanted: readonly Wanted[], version: string | undefined): Promise<UseWarning[]> {
  const found = new Map<string, UseWarning>()
  for (const one of wanted) {
    const warning = await workspace.testSets.warning(actor(), { ...one, ...(version === undefined ? {} : { version }) })
    if (warning) found.set(warning.snapshot, warning)
  }
  return [...found.values()]
}

async function ask({ yes, terminal }: Asking, warnings: readonly UseWarning[]): Promise<void> {
  for (const same of Map.groupBy(warnings, ({ snapshot }) => snapshot).values()) {
    const { sentence, refusal, number } = same[0]!
    if (refusal !== null) throw new AppError('FORBIDDEN', `${refusal} Nothing was done.`)
    const said = same.length === 1 ? sentence : `${sentence} The ${same.length} checks use it ${same.length} times, up to use ${number + same.length - 1}.`
    if (yes) terminal.output.warn(said)
    else if (!(await confirm(`${said} Use it?`))) throw new AppError('BAD_INPUT', `${said} Nothing was done. Say --yes to use it.`)
  }
}
