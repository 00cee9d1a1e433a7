import type { AssessmentInput, AssessmentProblem, EuAnswers, EuClass, EuLookups, EuPoint } from './contract/assessment.ts'

/** Ids by which a policy speaks of what the answers about the EU AI Act already say. */
export const euFactIds = {
  prohibited: 'prohibited_practice_eu_art5',
  annexIII: 'eu_annex_iii_use',
  annexI: 'eu_annex_i_safety_component',
  profiling: 'profiling_of_natural_persons_in_listed_area',
} as const

export const followsFromEu = (fact: string): boolean => Object.values(euFactIds).some((id) => id === fact)

type Given = Omit<AssessmentInput['eu'], 'scope'> & { scope: EuAnswers['scope'] | null }

/** Facts that the answers imply. A listed use stays listed where Art. 6(3) is relied on: that changes the class, not the tier. */
export function factsOfEu(eu: Given): string[] {
  if (eu.scope !== 'inside') return []
  const listed = eu.annexIII.length > 0
  return [
    ...(eu.prohibited.length > 0 ? [euFactIds.prohibited] : []),
    ...(listed ? [euFactIds.annexIII] : []),
    ...(eu.annexI.length > 0 ? [euFactIds.annexI] : []),
    ...(listed && eu.profiling ? [euFactIds.profiling] : []),
  ]
}

const allAnnexIII = (lookups: EuLookups) => lookups.annexIII.flatMap(({ items }) => items)
const pick = (items: readonly EuPoint[], refs: readonly string[]): EuPoint[] =>
  items.filter(({ ref }) => refs.includes(ref)).map(({ ref, text, appliesFrom }) => ({ ref, text, appliesFrom }))

/** The first day on which one of the points applies. */
const firstOf = (points: readonly EuPoint[]): string | null => points.map(({ appliesFrom }) => appliesFrom).toSorted()[0] ?? null

/** The class of a use case: the strictest that any answer gives. Answers must be free of `findEuProblems`. */
export function classifyEu(eu: EuAnswers, lookups: EuLookups): EuClass {
  const inside = eu.scope === 'inside'
  const { version, asOf, sha256 } = lookups
  const transparency = inside ? pick(lookups.transparency, eu.transparency) : []
  const common = { transparency, roles: inside ? eu.roles : [], exemption: null, lookups: { version, asOf, sha256 } }
  const as = (name: EuClass['name'], points: EuPoint[]): EuClass => ({ name, points, appliesFrom: firstOf(points), ...common })
  if (!inside) return as('outside', [])
  if (eu.prohibited.length > 0) return as('prohibited', pick(lookups.prohibited, eu.prohibited))
  const listed = pick(allAnnexIII(lookups), eu.annexIII)
  const product = pick(lookups.annexI, eu.annexI)
  const condition = lookups.exemptions.find(({ ref }) => ref === eu.exemption?.ref)
  const exempt = condition !== undefined && !eu.profiling
  if (product.length > 0 || (listed.length > 0 && !exempt)) return as('high_risk', exempt ? product : [...listed, ...product])
  if (listed.length > 0 && exempt) return { ...as('exempt', listed), exemption: { ref: condition.ref, text: condition.text, reason: eu.exemption?.reason ?? '' } }
  return transparency.length > 0 ? { ...as('transparency', transparency), transparency: [] } : as('minimal', [])
}

/** What is missing or contradicts itself in answers about the EU AI Act. */
export function findEuProblems(eu: Given, lookups: EuLookups): AssessmentProblem[] {
  if (eu.scope === null) return [{ at: 'eu', sentence: 'Say whether the EU AI Act reaches this use.' }]
  const reason = eu.reason === '' ? [{ at: 'eu.reason', sentence: 'Give the reason for the answers about the EU AI Act.' }] : []
  if (eu.scope === 'outside') return [...saidOutside(eu), ...reason]
  return [...(eu.roles.length === 0 ? [{ at: 'eu.roles', sentence: 'Say in which role the organisation acts: provider, deployer or both.' }] : []), ...unknownRefs(eu, lookups), ...exemptionProblems(eu), ...reason]
}

function saidOutside(eu: Given): AssessmentProblem[] {
  const says = eu.prohibited.length + eu.annexI.length + eu.annexIII.length + eu.transparency.length > 0 || eu.exemption !== null
  return says ? [{ at: 'eu', sentence: 'A use outside the EU AI Act has no points of it: take them out, or say that the Act reaches it.' }] : []
}

function exemptionProblems({ exemption, annexIII, profiling }: Given): AssessmentProblem[] {
  if (exemption === null) return []
  const at = 'eu.exemption'
  if (annexIII.length === 0) return [{ at, sentence: 'Art. 6(3) is for uses that Annex III lists: name the point, or take the condition out.' }]
  if (profiling) return [{ at, sentence: 'A listed use that profiles natural persons is always high-risk: Art. 6(3) can not be relied on.' }]
  return exemption.reason === '' ? [{ at, sentence: 'Art. 6(4) asks for written reasons where Art. 6(3) is relied on: say why the condition is met.' }] : []
}

function unknownRefs(eu: Given, lookups: EuLookups): AssessmentProblem[] {
  const known = (at: string, refs: readonly string[], items: readonly { ref: string }[]) =>
    refs
      .filter((ref) => items.every((item) => item.ref !== ref))
      .map((ref) => ({ at, sentence: `The EU AI Act has no “${ref}” here. There are: ${items.map((item) => item.ref).join(', ')}.` }))
  return [
    ...known('eu.prohibited', eu.prohibited, lookups.prohibited),
    ...known('eu.annexI', eu.annexI, lookups.annexI),
    ...known('eu.annexIII', eu.annexIII, allAnnexIII(lookups)),
    ...known('eu.transparency', eu.transparency, lookups.transparency),
    ...known('eu.exemption', eu.exemption ? [eu.exemption.ref] : [], lookups.exemptions),
  ]
}
