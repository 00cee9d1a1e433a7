import type * as z from 'zod'
import type { CheckKind, CheckResult, ChoicesOf, ResultHead, checkRun, evidenceEntries } from '../../../shared/contract/evidence.ts'
import type { CheckFacts } from './counting.ts'
import { explanationKind } from './explanation/kind.ts'
import { driftKind } from './drift/kind.ts'
import { fairnessKind } from './fairness/kind.ts'
import { performanceKind } from './performance/kind.ts'
import { qualityKind } from './quality/kind.ts'

export type CheckRun = z.output<typeof checkRun>
export type Declared = z.output<(typeof evidenceEntries)['check.declared/v1']>
export type Settings<K extends CheckKind> = Extract<Declared, { check: K }>['settings']
export type Result<K extends CheckKind> = Extract<CheckResult, { check: K }>

export interface Counted<K extends CheckKind, Facts extends CheckFacts, Counts> {
  settings: Settings<K>
  facts: Facts
  engine: ResultHead['engine']
  counts: Counts
}

/**
 * One kind of check: everything but the counting, which runs in a process of its own (tallies.ts). All of it is pure, so that a
 * stored result can be computed again from the same counts.
 */
export interface KindOfCheck<K extends CheckKind, Facts extends CheckFacts, Counts> {
  /** As sentences name it: “Fairness check”. */
  title: string
  /** Everything that decides the outcome, spelled out: defaults of a later program must not reach back into this one. */
  toSettings(choices: ChoicesOf<K>): Settings<K>
  /** Back to what a person would choose to get these settings: `toSettings(toChoices(settings))` are the settings. */
  toChoices(settings: Settings<K>): ChoicesOf<K>
  /** What can be refused before any file is opened; `roles` are those of the files given. Throws BAD_INPUT. */
  refuseSettings(settings: Settings<K>, roles: readonly string[]): void
  /** What the files turn out to be; nothing is written yet. Throws BAD_INPUT. */
  refuseFacts(facts: Facts, settings: Settings<K>): void
  toResult(counted: Counted<K, Facts, Counts>): Result<K>
  /** What it looks at, a few words each, for lists. */
  toScope(settings: Settings<K>): string[]
}

export const checkKinds = { fairness: fairnessKind, quality: qualityKind, drift: driftKind, explanation: explanationKind, performance: performanceKind } satisfies { [K in CheckKind]: unknown }

/** The kinds seen alike, for code that passes on what one part of a kind hands to the next and looks at none of it. */
export type AnyKind = KindOfCheck<CheckKind, CheckFacts, unknown>
export const kindOf = (kind: CheckKind): AnyKind => checkKinds[kind] as unknown as AnyKind

export const scopeOf = ({ check, settings }: Declared): string[] => kindOf(check).toScope(settings)
