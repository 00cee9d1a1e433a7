import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { InventoryRow } from '../../../shared/contract/inventory.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import { parseRef } from '../../../shared/ids.ts'
import { toInventoryCsv } from '../../../shared/inventory-words.ts'
import { writeTextFile } from '../../platform/output-file.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { DocumentReaders } from '../documents/service.ts'
import { demandsOf, type PolicyReaders } from '../policies/service.ts'
import { createAgenda, type Agenda, type AgendaOptions } from './agenda.ts'
import { createAttestations, type Attestations, type AttestationsOptions } from './attestations.ts'
import { findInService, newestOf, toRow, type Written } from './rows.ts'

export interface InventoryOptions extends AttestationsOptions, Omit<AgendaOptions, 'ledger'> {
  policies: Pick<PolicyReaders, 'current'>
  catalog: Pick<CatalogReaders, 'models' | 'useCases' | 'version'>
  documents: Pick<DocumentReaders, 'list' | 'get'>
  /** What a version lacks now of each of these, one phrase each. */
  gapsOf: (version: string, demanded: readonly Pick<TierDemands, 'evidence' | 'testSet'>[]) => string[][]
}

export interface Inventory extends Attestations, Agenda {
  /** One row a model, by name: how it stands now. */
  list(): InventoryRow[]
  /** All rows, or those given. */
  saveCsv(out: string, rows?: readonly InventoryRow[]): { path: string; bytes: number }
}

export function createInventory(options: InventoryOptions): Inventory {
  const list = () => readRows(options)
  return {
    ...createAttestations(options, list),
    ...createAgenda(options),
    list,
    saveCsv: (out, rows = list()) => writeTextFile(out, toInventoryCsv(rows), (before) => before.startsWith('model,tier,')),
  }
}

/** Each source is read once, whatever the number of models. */
function readRows(options: InventoryOptions): InventoryRow[] {
  const { clock, catalog, reviews, policies, gapsOf } = options
  const today = clock.now().toISOString().slice(0, 10)
  const { policy } = policies.current()
  const useCases = new Map(catalog.useCases().map((one) => [one.id, one]))
  const requests = reviews.list({})
  const reviewsOf = Map.groupBy(requests, ({ model }) => model)
  const watched = reviews.watched(requests)
  const names = new Map(options.identity.people().map(({ email, name }) => [email, name]))
  const entries = newestBy(readWritten(options, 'inventory_entry'))
  const roles = newestBy(readWritten(options, 'role_assignment'))
  const deployments = Map.groupBy(readWritten(options, 'deployment_record').filter(({ subject }) => subject.type === 'version'), ({ subject }) => parseRef(subject.ref).name)
  const validations = readWritten(options, 'validation_report')
  const rows = catalog.models().map((model) => {
    const newest = newestOf(model)
    const mine = deployments.get(model.name) ?? []
    const shown = findInService(mine, today)?.version ?? newest
    return toRow({
      model,
      useCase: useCases.get(model.useCase)!,
      reviews: reviewsOf.get(model.name) ?? [],
      watched,
      entry: entries.get(model.name),
      roles: roles.get(model.name),
      deployments: mine,
      validation: validations.find(({ subject }) => subject.type === 'version' && subject.ref === shown),
      manifest: shown === null ? null : manifestOf(options, shown),
      gaps: newest === null ? null : gapsOf(newest, [demandsOf(policy, model.tier)])[0]!,
      nameOf: (email) => names.get(email) ?? email,
      today,
    })
  })
  return rows.toSorted((a, b) => (a.model < b.model ? -1 : 1))
}

const manifestOf = ({ catalog }: InventoryOptions, ref: string): Manifest => catalog.version(ref).manifest

/** Of a kind, in force, the newest first. */
function readWritten({ documents }: InventoryOptions, kind: string): Written[] {
  return documents
    .list({ kind })
    .filter(({ withdrawn }) => withdrawn === null)
    .toSorted((a, b) => b.seq - a.seq)
    .map(({ id, seq, subject }) => ({ id, seq, subject, content: documents.get(id).content }))
}

/** By the model that a document is about. */
function newestBy(written: readonly Written[]): Map<string, Written> {
  const about = written.filter(({ subject }) => subject.type === 'model')
  return new Map(about.toReversed().map((one) => [one.subject.ref, one]))
}
