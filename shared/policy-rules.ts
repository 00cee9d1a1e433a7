import type { Role } from './contract/identity.ts'
import type { Policy, PolicyRef } from './contract/policies.ts'
import { line, prose } from './contract/procedure.ts'
import { slug } from './ids.ts'
import { toWords } from './id-words.ts'
import { signerName } from './policy-words.ts'

/** Who may put a policy into force: two different people, each with one of these roles. */
export const policySigners: readonly Role[] = ['compliance_reviewer', 'final_approver']

/** The role under which a person signs for a policy; null: they may not. */
export const policyRoleOf = (roles: readonly string[]): Role | null => policySigners.find((role) => roles.includes(role)) ?? null

/** No waiver may ever touch these, whatever a policy says. */
export const lockedAgainstWaivers: readonly string[] = ['ledger_integrity', 'signature_and_identity', 'authors_never_approve', 'delegates_carry_both_bans']

/** An entry holds the whole policy and has to fit into 65,535 bytes: every kind of evidence in each tier takes about half of it. */
export const longestPolicy = 40_000

/** A policy that another one of the same id follows has the next number; a new id begins with 1. */
export const nextVersion = (id: string, known: readonly Pick<PolicyRef, 'id' | 'version'>[]): number => Math.max(0, ...known.filter((one) => one.id === id).map(({ version }) => version)) + 1

/** Why this can not become a policy, as sentences; empty where it can. `isKind` knows the kinds of evidence. */
export function whyNoPolicy(policy: Policy, isKind: (kind: string) => boolean, known: readonly Pick<PolicyRef, 'id' | 'version'>[]): string[] {
  return [...whyNotNamed(policy, known), ...whyNotLocked(policy), ...whyNotWhole(policy, isKind)]
}

function whyNotNamed({ id, version, title, about, statements }: Policy, known: readonly Pick<PolicyRef, 'id' | 'version'>[]): string[] {
  const expected = nextVersion(id, known)
  return [
    ...(slug.safeParse(id).success ? [] : [`The id “${id}” is no name: letters, digits, dot, dash and underscore.`]),
    ...(version === expected ? [] : [`The version is ${version} and has to be ${expected}: ${expected === 1 ? `no policy ${id} was in force before` : `${id} ${expected - 1} was the last one`}.`]),
    // These stand in signed texts, one line each.
    ...[['title', title] as const, ...Object.entries(statements)].flatMap(([name, text]) => (line(name === 'title' ? 120 : 500).safeParse(text).data === text ? [] : [`The text of ${toWords(name)} has to be one line of visible characters without spaces around it, at most ${name === 'title' ? 120 : 500} of them.`])),
    ...(prose(1000).safeParse(about).data === about ? [] : ['The text of about has invisible characters, spaces around it, or more than 1,000 characters.']),
  ]
}

function whyNotLocked({ tiers, neverWaivable }: Policy): string[] {
  return [
    ...tiers.flatMap(({ tier, signers }) => signers.filter(({ meaning, independent }) => meaning === 'approval' && !independent).map((one) => `Tier ${tier}: the ${signerName(one)} has to be independent. That is locked: nobody approves what they made.`)),
    ...tiers.filter(({ tier, batch }) => tier === 1 && batch).map(() => 'Tier 1: several can not be signed in one act. That is locked.'),
    ...lockedAgainstWaivers.filter((one) => !neverWaivable.includes(one)).map((one) => `“${toWords(one)}” has to stay among what is never waived. That is locked.`),
  ]
}

function whyNotWhole(policy: Policy, isKind: (kind: string) => boolean): string[] {
  const { tiers, statements } = policy
  const kinds = [...new Set(tiers.flatMap(({ evidence }) => evidence.map(({ kind }) => kind)))]
  const bytes = utf8Length(JSON.stringify(policy))
  return [
    ...kinds.filter((kind) => !isKind(kind)).map((kind) => `“${kind}” is no kind of evidence that this version of Countersign knows.`),
    ...tiers.flatMap(({ tier, evidence }) => repeated(evidence.map(({ kind }) => kind)).map((kind) => `Tier ${tier} asks for ${toWords(kind)} twice; say it once, with everything that it has to be.`)),
    ...tiers.flatMap(({ tier, signers }) => repeated(signers.map(signerName)).map((name) => `Tier ${tier} asks for ${name} twice; ask once for more people instead.`)),
    ...[...new Set(tiers.flatMap(({ signers }) => signers.map(({ meaning }) => meaning)))].filter((meaning) => !statements[meaning]).map((meaning) => `There is no statement for ${meaning}, which somebody has to sign.`),
    ...(bytes > longestPolicy ? [`The policy has ${bytes} bytes and may have ${longestPolicy}: shorten its texts.`] : []),
  ]
}

const repeated = (names: readonly string[]): string[] => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]

const utf8Length = (text: string): number => Array.from(text).reduce((sum, character) => sum + (character < '\u0080' ? 1 : character < '\u0800' ? 2 : character.length === 2 ? 4 : 3), 0)
