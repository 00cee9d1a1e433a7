import type { Import } from './imports.ts'

/** Modules of the domain in the only direction in which they may depend on each other. */
export const modules = ['ledger', 'identity', 'policies', 'catalog', 'documents', 'experiments', 'evidence', 'reviews', 'deployments', 'lineage', 'frameworks', 'inventory', 'reports', 'interop'] as const

/** What each layer may take from, beside itself and packages. The first matching prefix names a file's layer. */
const layers: readonly { prefix: string; name: string; takes: readonly string[] }[] = [
  { prefix: 'shared/', name: 'shared', takes: [] },
  { prefix: 'electron/tlog/', name: 'tlog', takes: ['shared'] },
  { prefix: 'electron/platform/', name: 'platform', takes: ['shared', 'tlog'] },
  ...modules.map((name, at) => ({
    prefix: `electron/domain/${name}/`,
    name: `domain/${name}`,
    takes: ['shared', 'tlog', 'platform', ...modules.slice(0, at).map((earlier) => `domain/${earlier}`)],
  })),
  { prefix: 'electron/core/', name: 'core', takes: ['shared', 'tlog', 'platform', ...modules.map((name) => `domain/${name}`)] },
  { prefix: 'electron/cli/', name: 'cli', takes: ['shared', 'platform', 'core'] },
  { prefix: 'electron/desktop/', name: 'desktop', takes: ['shared', 'core', 'platform'] },
  { prefix: 'verifier/', name: 'verifier', takes: ['shared', 'tlog', 'domain/ledger'] },
  { prefix: 'renderer/ui/', name: 'renderer/ui', takes: [] },
  { prefix: 'renderer/api/', name: 'renderer/api', takes: ['shared'] },
  { prefix: 'renderer/features/', name: 'renderer/features', takes: ['shared', 'renderer/api', 'renderer/ui'] },
  { prefix: 'renderer/', name: 'renderer/app', takes: ['shared', 'renderer/api', 'renderer/ui', 'renderer/features'] },
]

/** Packages that only some places may load, and why. */
const packages: readonly { pattern: RegExp; allowed: RegExp; why: string }[] = [
  { pattern: /^electron(\/|$)/, allowed: /^electron\/desktop\//, why: 'only electron/desktop imports electron' },
  { pattern: /^(better-sqlite3|drizzle-orm\/better-sqlite3)(\/|$)/, allowed: /^electron\/platform\//, why: 'only electron/platform opens databases' },
  { pattern: /^@duckdb\//, allowed: /^electron\/(platform\/|core\/programs\/duckdb\.ts$)/, why: 'DuckDB runs in its own process: electron/platform and core/programs/duckdb.ts' },
  { pattern: /^onnxruntime-node$/, allowed: /^electron\/platform\//, why: 'models run in the data process: electron/platform' },
  { pattern: /^pdfkit(\/|$)/, allowed: /^electron\/(domain\/reports\/|core\/programs\/pdf\.ts$)/, why: 'only reports draw PDFs' },
  { pattern: /^(react|react-dom|@mantine\/[^/]+|@tanstack\/react-[^/]+|recharts)(\/|$)/, allowed: /^renderer\//, why: 'only the renderer draws' },
  { pattern: /^node:/, allowed: /^electron\//, why: 'runs where there is no Node' },
]

/** Files of a module that others may import. `folds.ts` is the shape in which every module hands its folds over. */
const openFiles = /^electron\/domain\/(?:[a-z]+\/service\.ts|ledger\/folds\.ts)$/
/** What the page that verifies without Node takes from the ledger: checks over entries, which run anywhere. */
const openToVerifier = /^electron\/domain\/ledger\/(?:findings|genesis|rotation|verification\/(?:blob-digests|entry-form|papers|people|witnesses))\.ts$/
/** The core composes modules, so it may see more of them; what decides and what reads rows stays behind their services. */
const closedToCore = /\/(?:rules|store)\.ts$/

export const layerOf = (path: string): string | null => layers.find(({ prefix }) => path.startsWith(prefix))?.name ?? null

/** Why an import breaks the house, or null. */
export function judge(one: Import): string | null {
  return one.own ? (judgeLayer(one) ?? judgeModule(one) ?? judgeFeature(one) ?? judgeRules(one)) : (judgePackage(one) ?? judgeRules(one))
}

function judgeLayer({ from, to }: Import): string | null {
  if (to === 'package.json') return null
  const [mine, theirs] = [layerOf(from), layerOf(to)]
  if (theirs === null) return 'is outside the house'
  const takes = layers.find(({ name }) => name === mine)?.takes ?? []
  return mine === theirs || takes.includes(theirs) ? null : `${mine} may not take from ${theirs}`
}

function judgeModule({ from, to }: Import): string | null {
  if (!to.startsWith('electron/domain/') || layerOf(from) === layerOf(to)) return null
  // A program does the heavy work of one module; it stands outside it only because it is an entry point of its own.
  if (from.startsWith('electron/core/programs/')) return null
  if (layerOf(from) === 'verifier') return openToVerifier.test(to) ? null : 'does not run in a page'
  const isOpen = layerOf(from) === 'core' ? !closedToCore.test(to) : openFiles.test(to)
  return isOpen ? null : 'is inside a module: others import its service.ts'
}

const featureOf = (path: string) => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]

function judgeFeature({ from, to }: Import): string | null {
  const [mine, theirs] = [featureOf(from), featureOf(to)]
  return mine && theirs && mine !== theirs ? `the feature ${mine} may not know ${theirs}; features meet in renderer/app` : null
}

function judgeRules({ from, to, own, names, typeOnly }: Import): string | null {
  if (!/^electron\/domain\/.*\/rules\.ts$/.test(from) || typeOnly) return null
  if (own) return to.startsWith('electron/platform/') || /\/(store|schema)\.ts$/.test(to) ? 'rules decide and touch no machine' : null
  const isDigest = to === 'node:crypto' && names.length > 0 && names.every((name) => name === 'createHash')
  return /^(node:|drizzle-orm)/.test(to) && !isDigest ? 'rules decide and do no I/O' : null
}

function judgePackage({ from, to }: Import): string | null {
  if (to.startsWith('(computed)')) return 'names its file only at run time, so nothing can hold it to the layers'
  return packages.find(({ pattern, allowed }) => pattern.test(to) && !allowed.test(from))?.why ?? null
}

/** One line for each import that breaks the house and each file that has no place in it. */
export function findBreaks(files: readonly string[], load: (path: string) => readonly Import[]): string[] {
  const homeless = files.filter((path) => layerOf(path) === null).map((path) => `${path} is in no layer`)
  const broken = files
    .flatMap(load)
    .map((one) => ({ one, why: judge(one) }))
    .filter(({ why }) => why !== null)
  return [...homeless, ...broken.map(({ one, why }) => `${one.from} imports ${one.to}: ${why}`)]
}
