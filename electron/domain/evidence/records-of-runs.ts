import type { Snapshot, VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { Reproduction } from '../../../shared/contract/reproductions.ts'
import { standingOf } from '../../../shared/reproduction.ts'
import { toRecord } from './blank-record.ts'
import { digestOf } from './records-of-catalog.ts'

const words = { reproduced: 'Reproduced', within_tolerance: 'Reproduced within tolerance', not_reproduced: 'Not reproduced' } as const

/**
 * Reruns of the run that a version was made from, each by its newest seal. A repetition by somebody who made the original is none, and neither is what
 * was set aside; but one that did not reproduce it stays, unless whoever made it set it aside: nobody else can wish it away. One that repeats another seal of the run than the version came from is not bound to it.
 */
export function recordsOfReproductions({ ref, manifest, manifestHash }: VersionDetail, reproductions: readonly Reproduction[]): EvidenceRecord[] {
  const from = manifest.provenance?.run
  return reproductions.flatMap((reproduction) => {
    const { run, discardedBy, results: [newest, ...before] } = reproduction
    if (!newest || standingOf(reproduction) !== 'counts') return []
    const earlier = before.find((one) => one.verdict !== newest.verdict)
    const aside = discardedBy === null ? '' : `, set aside by ${discardedBy}`
    const { seq, at, verdict, people, inputs, result, originalDescription } = newest
    return toRecord({
      kind: 'reproduction_run',
      id: `run ${run.id}`,
      title: `${words[verdict]} by ${people.repeated.join(', ')}${aside}${earlier ? `; at an earlier seal ${words[earlier.verdict].toLowerCase()}` : ''}`,
      subject: { type: 'version', ref },
      seq,
      at,
      authors: people.repeated,
      sha256: result.sha256,
      boundTo: originalDescription === from?.description ? manifestHash : null,
      missingFields: inputs.environment === 'not_known' ? ['environment'] : [],
      // Its terms are an entry of the transaction that began it.
      predeclared: true,
      verdict: verdict === 'not_reproduced' ? 'fail' : 'pass',
    })
  })
}

/**
 * That a snapshot led over a sealed run to the version, each named by the next one's digest: the way of the data as far as digests tell it. What was done to
 * the data on the way is for people to write. The manifest names the run and the snapshot, so nothing of it changes after the version was registered.
 */
export function recordsOfLineage({ ref, seq, at, authors, manifest, manifestHash }: VersionDetail, snapshots: readonly Snapshot[], sealedData: readonly string[] | null): EvidenceRecord[] {
  const run = manifest.provenance?.run
  if (!run || sealedData === null) return []
  return snapshots
    .filter(({ sha256 }) => sealedData.includes(sha256))
    .map((snapshot) =>
      toRecord({
        kind: 'data_lineage',
        id: `${snapshot.ref} to ${ref}`,
        title: `${snapshot.ref} over run ${run.id.slice(0, 8)} to ${ref}, by digests`,
        subject: { type: 'snapshot', ref: snapshot.ref },
        seq,
        at,
        authors,
        sha256: digestOf({ snapshot: snapshot.sha256, run: run.description, version: manifestHash }),
        boundTo: snapshot.sha256,
        missingFields: [...(snapshot.rights.source === undefined ? ['sources'] : []), 'transforms', ...(manifest.code === null ? ['transform_code'] : [])],
        retained: true,
      }),
    )
}
