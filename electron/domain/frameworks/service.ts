import type * as z from 'zod'
import type { ControlSetHead, ControlSet, frameworksContract, FrameworkControls, FrameworkScope, InventoryFrameworks, VersionFrameworks } from '../../../shared/contract/frameworks.ts'
import type { ShownText } from '../../../shared/contract/identity.ts'
import type { EvidenceWaiver } from '../../../shared/demands.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { controlSetIds, loadControlSet, loadControlSets } from '../../platform/control-sets.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Catalog } from '../catalog/service.ts'
import type { Holdings } from '../evidence/service.ts'
import type { Identity } from '../identity/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { createEvaluation } from './evaluation.ts'
import { createSigning } from './signing.ts'
import { readScope } from './store.ts'

export { createNilSource } from './nil-source.ts'

type Input<K extends 'setScope' | 'statement' | 'sign'> = z.output<NonNullable<(typeof frameworksContract)[K]['~orpc']['inputSchema']>>

export interface FrameworkReaders {
  scope(): FrameworkScope
  /** Every control set that ships with the program. */
  list(): ControlSetHead[]
  /** NOT_FOUND names those there are. */
  get(id: string): ControlSet
  /** Statuses of every control set in scope for one version. */
  status(version: string): VersionFrameworks
  /** Each control of one set for one version, with the evidence behind it and what to do next. */
  controls(version: string, framework: string): FrameworkControls
  /** The newest version of every model. */
  inventory(): InventoryFrameworks
}

export interface Frameworks extends FrameworkReaders {
  setScope(actor: string, input: Input<'setScope'>): FrameworkScope
  statement(actor: string, input: Input<'statement'>): ShownText
  sign(actor: string, input: Input<'sign'>): Promise<{ seq: number }>
}

export interface FrameworkSources {
  index: Index
  catalog: Pick<Catalog, 'models'>
  holdings: Pick<Holdings, 'about' | 'gather'>
  identity: Pick<Identity, 'person'>
  /** Live exceptions about a version. */
  waivers: (version: string) => readonly EvidenceWaiver[]
}

export interface FrameworkOptions extends Omit<FrameworkSources, 'identity'> {
  ledger: Ledger
  clock: Clock
  identity: Pick<Identity, 'person' | 'unlock'>
}

/** The reading half, also used over records folded up to an earlier entry. */
export function createFrameworkReaders(sources: FrameworkSources): FrameworkReaders {
  const scope = () => scopeOf(sources.index)
  const evaluation = createEvaluation({ ...sources, scope })
  return {
    scope,
    list: () => loadControlSets().map(({ controls, ...head }) => ({ ...head, controls: controls.length })),
    get: findSet,
    status: evaluation.status,
    controls: (version, framework) => evaluation.controls(version, findSet(framework)),
    inventory: evaluation.inventory,
  }
}

export function createFrameworks(options: FrameworkOptions): Frameworks {
  const readers = createFrameworkReaders(options)
  return {
    ...readers,
    inventory: rememberInventory(options, readers.inventory),
    ...createSigning({ ...options, controls: readers.controls, findSet }),
    setScope(actor, { frameworks, roles, reason }) {
      for (const id of frameworks) findSet(id)
      options.identity.person(actor)
      const chosen = controlSetIds.filter((id) => frameworks.includes(id))
      if (chosen.length === 0) throw new AppError('BAD_INPUT', 'Name at least one control set to look at. Nothing was changed.')
      options.ledger.append(actor, () => ({ kind: 'framework.scope/v1', body: { frameworks: [...chosen], roles: [...new Set(roles)], reason } }))
      return readers.scope()
    },
  }
}

/** All controls over all models are counted once for as long as nothing that decides them changes: the ledger, what was verified, the day. */
function rememberInventory({ ledger, clock }: Pick<FrameworkOptions, 'ledger' | 'clock'>, count: () => InventoryFrameworks): () => InventoryFrameworks {
  let known: { key: string; inventory: InventoryFrameworks } | undefined
  return () => {
    const key = `${ledger.tip().size} ${ledger.lastVerification()?.verifiedAt} ${clock.now().toISOString().slice(0, 10)}`
    if (known?.key !== key) known = { key, inventory: count() }
    return known.inventory
  }
}

function findSet(id: string): ControlSet {
  const set = loadControlSet(id)
  if (set) return set
  throw new AppError('NOT_FOUND', `There is no control set “${id}”. There are: ${controlSetIds.join(', ')}.`)
}

/** Until somebody chooses, every set is looked at in both roles: nothing is hidden by default. */
function scopeOf(index: Index): FrameworkScope {
  const chosen = readScope(index)
  if (chosen) return chosen
  return { frameworks: [...controlSetIds], roles: ['provider', 'deployer'], reason: 'Nobody has chosen yet: every control set is shown, for providers and deployers.', by: null, at: null, seq: null }
}
