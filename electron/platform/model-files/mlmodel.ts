import { parseDocument } from 'yaml'
import { toDetails, toFinding, toShown, type FileFacts } from './facts.ts'

/** What an MLflow model folder says in its MLmodel file. */
export type MlmodelFacts = Pick<FileFacts, 'architecture' | 'details' | 'findings'>

/** Flavours, signature and where it comes from. Anything that is not as MLflow writes it is left out. */
export function parseMlmodel(text: string, file: string): MlmodelFacts {
  const root = toRecord(parseYaml(text))
  const flavours = toRecord(root['flavors'])
  const names = Object.keys(flavours)
  const main = names.find((name) => name !== 'python_function') ?? names[0] ?? null
  const signature = toRecord(root['signature'])
  const loader = toText(toRecord(flavours['python_function'])['loader_module'])
  const findings = names.length === 0 ? [toFinding('damaged', file, 'The MLmodel file names no flavour.')] : []
  return {
    architecture: main === null ? null : toShown(main),
    findings,
    details: toDetails([
      ['Flavours', names.slice(0, 20).join(', ')],
      ['Version of the flavour', main === null ? null : versionOf(toRecord(flavours[main]))],
      ['Loader', loader],
      ['Inputs', toColumns(signature['inputs'])],
      ['Outputs', toColumns(signature['outputs'])],
      ['MLflow', toText(root['mlflow_version'])],
      ['MLflow run', toText(root['run_id'])],
      ['MLflow model', toText(root['model_id']) ?? toText(root['model_uuid'])],
      ['Made at', toText(root['utc_time_created'])],
    ]),
  }
}

/** YAML without aliases that unfold; null where it is none. */
export function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text)
    return document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 50 })
  } catch {
    return null
  }
}

const versionOf = (flavour: Record<string, unknown>): string | null => toText(Object.entries(flavour).find(([name]) => name.endsWith('_version'))?.[1])

/** `[{"name": "age", "type": "long"}, …]`, as JSON in the YAML. */
function toColumns(value: unknown): string | null {
  try {
    const columns: unknown = typeof value === 'string' ? JSON.parse(value) : null
    if (!Array.isArray(columns)) return null
    const named = columns.slice(0, 20).map((column) => {
      const { name, type } = toRecord(column)
      return `${toText(name) ?? '–'}: ${toText(type) ?? 'unknown'}`
    })
    return `${named.join(', ')}${columns.length > named.length ? ` and ${columns.length - named.length} more` : ''}`
  } catch {
    return null
  }
}

export const toRecord = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {})
export const toText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : value instanceof Date ? value.toISOString() : null)
