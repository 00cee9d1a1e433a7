import { Document, isMap, isScalar, isSeq, parseDocument, visit, type Node } from 'yaml'
import { policy as policySchema, type Policy } from './contract/policies.ts'

export type ReadPolicy = { policy: Policy; problems: [] } | { policy: null; problems: string[] }

/** Longer texts are no policy; a parser is not asked. */
const longest = 200_000
const mostProblems = 20

/** A policy as people write it, in YAML or JSON. What is wrong comes back as sentences that name the place. */
export function parsePolicyText(text: string): ReadPolicy {
  if (text.length > longest) return refused(['the text is longer than any policy'])
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length > 0) return refused(document.errors.map(({ message }) => `it is not YAML: ${message.split('\n')[0]!.replace(/:$/, '')}`))
  const parsed = policySchema.safeParse(toPlain(document))
  if (parsed.success) return { policy: parsed.data, problems: [] }
  return refused(parsed.error.issues.map(({ path, message }) => `${toPlace(path)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`))
}

const refused = (problems: string[]): ReadPolicy => ({ policy: null, problems: problems.slice(0, mostProblems) })

function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 })
  } catch {
    return null
  }
}

/** Lists are counted from 1, as people do. */
const toPlace = (path: readonly PropertyKey[]): string => path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' ') || 'the whole text'

/** A policy as text to edit: what belongs together stands in one line. */
export function toPolicyText(policy: Policy): string {
  const document = new Document(policy)
  visit(document, { Collection: (_key, node) => void (isShort(node) && (node.flow = true)) })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Without anything nested deeper than one level, and not too long to be read in one line. */
function isShort(node: Node): boolean {
  const depth = depthOf(node)
  return depth > 0 && depth <= 2 && JSON.stringify(node.toJSON()).length <= 220 && !(isSeq(node) && node.items.some(isMap))
}

function depthOf(node: unknown): number {
  if (isScalar(node)) return 0
  if (isSeq(node)) return 1 + Math.max(0, ...node.items.map(depthOf))
  if (isMap(node)) return 1 + Math.max(0, ...node.items.map(({ value }) => depthOf(value)))
  return 0
}
