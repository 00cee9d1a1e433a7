import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { Reproduction } from '../../../shared/contract/reproductions.ts'
import { toRecord } from './blank-record.ts'

const words = { reproduced: 'Reproduced', within_tolerance: 'Reproduced within tolerance', not_reproduced: 'Not reproduced' } as const

/**
 * Reruns of the run that a version was made from, each by its newest seal. A repetition by somebody who made the original is none, and neither is what
 * was set aside. One that repeats another seal of the run than the version came from is not bound to it.
 */
export function recordsOfReproductions({ ref, manifest, manifestHash }: VersionDetail, reproductions: readonly Reproduction[]): EvidenceRecord[] {
  const from = manifest.provenance?.run
  return reproductions.flatMap(({ run, discarded, results: [newest, ...before] }) => {
    if (!newest || discarded || !newest.independent) return []
    const earlier = before.find((one) => one.verdict !== newest.verdict)
    const { seq, at, verdict, people, inputs, result, originalDescription } = newest
    return toRecord({
      kind: 'reproduction_run',
      id: `run ${run.id}`,
      title: `${words[verdict]} by ${people.repeated.join(', ')}${earlier ? `; at an earlier seal ${words[earlier.verdict].toLowerCase()}` : ''}`,
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
