import type { Policy } from './contract/policies.ts'
import { toPolicyLines } from './policy-words.ts'

/** One fact in which two policies differ; null where one of them does not speak of it. */
export interface PolicyChange {
  path: string
  before: string | null
  after: string | null
}

/**
 * What changes from one policy to another, in words and in the order of a policy. Version numbers aside, two policies with no
 * change between them say the same.
 */
export function diffPolicies(before: Policy, after: Policy): PolicyChange[] {
  const [old, next] = [before, after].map(toMap) as [Map<string, string>, Map<string, string>]
  const changed = [...next].filter(([path, value]) => old.get(path) !== value).map(([path, value]) => ({ path, before: old.get(path) ?? null, after: value }))
  const gone = [...old].filter(([path]) => !next.has(path)).map(([path, value]) => ({ path, before: value, after: null }))
  const all = inOrder([...changed, ...gone], [...old.keys()], [...next.keys()]).filter(({ path }) => path !== 'Version')
  if (all.length > 0 || isSame(before, after)) return all
  return [{ path: 'Order', before: 'as it was', after: 'the same facts in another order' }]
}

/** Names that stand twice get a number, so that no fact hides another. */
function toMap(policy: Policy): Map<string, string> {
  const lines = new Map<string, string>()
  for (const { path, value } of toPolicyLines(policy)) {
    let name = path
    for (let again = 2; lines.has(name); again++) name = `${path} (${again})`
    lines.set(name, value)
  }
  return lines
}

/** What is gone stands where it stood: after the line before it that is still there. */
function inOrder(changes: PolicyChange[], old: readonly string[], next: readonly string[]): PolicyChange[] {
  const place = new Map(next.map((path, at) => [path, at]))
  let last = -1
  for (const [at, path] of old.entries()) {
    const found = place.get(path)
    if (found === undefined) place.set(path, last + (at + 1) / (old.length + 2))
    else if (Number.isInteger(found)) last = found
  }
  return changes.toSorted((a, b) => place.get(a.path)! - place.get(b.path)!)
}

const isSame = (a: Policy, b: Policy): boolean => JSON.stringify(sorted({ ...a, version: 0 })) === JSON.stringify(sorted({ ...b, version: 0 }))

/** Members in one order, lists as they are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]))
}
