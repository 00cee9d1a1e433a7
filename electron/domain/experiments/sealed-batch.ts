import type { RunDescription } from '../../../shared/contract/runs.ts'
import type { BlobRef } from '../../platform/blobs.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { putCopy } from './copies.ts'
import { toSealedBody } from './description.ts'
import { defaultExperiment } from './experiments.ts'
import type { SealSources } from './sealing.ts'
import { readExperiment, readRunRecord, readSealedAfter, readSeals } from './store.ts'

/** A run as it was elsewhere: its description and points are blobs already. */
export interface SealedElsewhere {
  about: RunDescription
  description: BlobRef
  /** It was set aside there; why it is here as well. */
  discarded: string | null
}

/**
 * Seals runs that come whole, some hundred in one transaction of the ledger and one of drafts.db. A crash between the two is mended at the next
 * opening. A row that is there gives way: whoever calls makes sure that nothing in it is unsealed. `around`: entries of the same transaction.
 */
export function insertSealed(sources: Omit<SealSources, 'experimentName'>, person: string, batch: readonly SealedElsewhere[], around: { before: readonly EntryDraft[]; after: readonly EntryDraft[] }): void {
  const { ledger, index, blobs, rows } = sources
  if (batch.length + around.before.length + around.after.length === 0) return
  const entries = ledger.append(person, () => {
    const opened: EntryDraft[] =
      readExperiment(index, defaultExperiment.id) || !batch.some(({ about }) => about.experiment.id === defaultExperiment.id)
        ? []
        : [{ kind: 'experiment.opened/v1', body: { experiment: defaultExperiment.id, name: defaultExperiment.name, question: '', tags: {} } }]
    return [...around.before, ...opened, ...batch.flatMap((one) => toEntries(sources, one)), ...around.after]
  })
  rows.atOnce(() => {
    for (const { about } of batch) putCopy({ index, blobs }, rows, about, readSeals(index, about.run)[0]!)
    // What others sealed before and is not copied yet stays to be copied.
    const isLevel = readSealedAfter(index, rows.copiedTo()).every(({ seq }) => seq >= entries[0]!.seq)
    if (isLevel) rows.setCopiedTo(entries.at(-1)!.seq)
  })
}

function toEntries({ index }: Pick<SealSources, 'index'>, { about, description, discarded }: SealedElsewhere): EntryDraft[] {
  const before = readSeals(index, about.run)[0]
  const isNew = before?.sha256 !== description.sha256
  const isAside = (readRunRecord(index, about.run)?.discarded ?? null) !== null
  return [
    ...(isNew ? [{ kind: 'run.sealed/v1' as const, body: { ...toSealedBody(about, description, (before?.number ?? 0) + 1, before?.sha256 ?? null) } }] : []),
    ...(discarded !== null && !isAside ? [{ kind: 'run.discarded/v1' as const, body: { run: about.run, reason: discarded } }] : []),
  ]
}
