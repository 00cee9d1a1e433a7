import type { CheckChoices, CheckKind, CheckRunInput, ChoicesOf } from '../../../../shared/contract/evidence.ts'
import type { Draft, WizardKind } from './wizard-kind.ts'

type Members = Readonly<Record<string, unknown>>

/** Reads settings of one kind into its draft; those of another kind, which nothing offers, leave it as it is. */
export const reading =
  <K extends CheckKind, D extends Draft>(kind: K, read: (settings: ChoicesOf<K>, draft: D) => D) =>
  (given: CheckChoices, draft: D): D =>
    given.check === kind ? read(given.settings as ChoicesOf<K>, draft) : draft

/** The draft with the settings of a template or an earlier check in place of its own; version and files stay. */
export function startFrom<D extends Draft>(kind: WizardKind<D>, { version, files, testSet, guessedFrom }: Draft, title: string, choices: CheckChoices): D {
  const fresh = { ...kind.empty, version, files, testSet, guessedFrom, startedFrom: { title, choices, lost: [] } }
  const filled = kind.fromSettings(choices, fresh)
  return { ...filled, startedFrom: { title, choices, lost: lostFrom(kind, filled, choices.settings) } }
}

/** The call that runs the check, with what the settings it began with have beyond the fields of the wizard. */
export function toWholeRun<D extends Draft>(kind: WizardKind<D>, draft: D): CheckRunInput {
  const run = kind.toRun(draft)
  return { ...run, ...(draft.testSet ? { testSet: draft.testSet } : {}), settings: { ...run.settings, ...toUnshown(kind, draft, run.settings) } } as CheckRunInput
}

/** Settings without a field, as the template or the earlier check had them. They go with its task or method, and are dropped with it. */
export function toUnshown<D extends Draft>(kind: WizardKind<D>, { startedFrom }: D, own: Members): Members {
  const given: Members = startedFrom?.choices.settings ?? {}
  if (['source', 'task', 'profile'].some((name) => (given[name] ?? own[name]) !== own[name])) return {}
  const kept = kind.unshown.filter((name) => given[name] !== undefined)
  return Object.fromEntries(kept.map((name) => [name, isMembers(given[name]) ? { ...given[name], ...(own[name] as Members | undefined) } : given[name]]))
}

/** Members of the settings that would not come out as they went in. A file that is still to be chosen is no difference. */
function lostFrom<D extends Draft>(kind: WizardKind<D>, draft: D, given: Members): string[] {
  const chosen = Object.fromEntries(kind.files.map(({ role }) => [role, draft.files[role] || 'file']))
  const tries = [draft.files, chosen].map((files) => {
    const settings = toWholeRun(kind, { ...draft, files }).settings as Members
    return Object.keys(given).filter((name) => given[name] !== undefined && toOrdered(given[name]) !== toOrdered(settings[name]))
  })
  return tries.toSorted((a, b) => a.length - b.length)[0] ?? []
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same text for the same values, in whatever order they stand. */
function toOrdered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toOrdered).toSorted().join()}]`
  if (!isMembers(value)) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => `${name}:${toOrdered(member)}`).toSorted().join()}}`
}

/** `minimumRows` as people read it. */
export const toWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
