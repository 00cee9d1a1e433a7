import { basename } from 'node:path'
import type { Snapshot } from '../../../shared/contract/catalog.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { toRef } from '../../../shared/ids.ts'
import { hashFile } from '../../platform/blobs.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { statOf } from '../../platform/folder-files.ts'
import { refuseUnknownColumns } from './rules.ts'
import type { CatalogInput, CatalogOptions, CatalogReaders } from './service.ts'
import { readDataset, readSnapshots, snapshotRefOf } from './store.ts'

type Deps = CatalogOptions & { readers: CatalogReaders }

/** The digest, and rows, columns and types of the very same bytes; then one entry, or two for a new dataset. */
export async function addSnapshot(deps: Deps, actor: string, input: CatalogInput<'addSnapshot'>, work: Work): Promise<Snapshot> {
  const { ledger, index, readers, data } = deps
  const name = basename(input.path)
  const before = statOf(input.path, 'data file')
  if (!before.isFile()) throw new AppError('BAD_INPUT', `${input.path} is a folder; name one data file (CSV, Parquet or JSON lines).`)
  const profile = await data.profile(input.path, work)
  refuseUnknownColumns(input.protected, profile.columns, name)
  const digest = await hashFile(input.path, work.signal, (done) => work.progress(done, before.size, `Hashing ${name}`))
  const after = statOf(input.path, 'data file')
  if (after.mtimeMs !== before.mtimeMs || after.size !== before.size) {
    throw new AppError('CONFLICT', `${name} changed while it was read; nothing was recorded. Wait until it is written completely and try again.`)
  }
  let ref = ''
  ledger.append(actor, () => {
    const drafts: EntryDraft[] = []
    if (!readDataset(index, input.name)) drafts.push({ kind: 'dataset.registered/v1', body: { name: input.name, description: input.description } })
    const earlier = readSnapshots(index, input.name)
    const same = earlier.find((one) => one.sha256 === digest.sha256)
    if (same) throw new AppError('CONFLICT', `${name} is recorded already, byte for byte, as ${snapshotRefOf(same)}; use that one.`)
    const number = (earlier[0]?.number ?? 0) + 1
    ref = toRef(input.name, number)
    const body = { dataset: input.name, number, file: { name, ...digest }, ...profile, protected: input.protected, rights: input.rights }
    drafts.push({ kind: 'snapshot.registered/v1', body })
    return drafts
  })
  return readers.snapshot(ref)
}
