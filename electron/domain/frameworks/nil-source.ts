import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { role } from '../../../shared/contract/identity.ts'
import type { Index } from '../../platform/sqlite.ts'
import { type EvidenceSource, toRecord } from '../evidence/service.ts'
import { type NilRow, readNils } from './store.ts'

/** Days after the end of its period for which a statement of “none” still counts. */
const countsForDays = 365

/** Signed statements that there was none of a kind, as evidence: the newest of each kind, about exactly these bytes. */
export function createNilSource(index: Index, now: () => Date): EvidenceSource {
  return ({ version }) => {
    const oldest = new Date(now().getTime() - countsForDays * 86_400_000).toISOString().slice(0, 10)
    const seen = new Set<string>()
    return readNils(index, version.ref).flatMap((row) => {
      if (row.manifestHash !== version.manifestHash || row.until < oldest || seen.has(row.kind)) return []
      seen.add(row.kind)
      return [toNilRecord(row)]
    })
  }
}

function toNilRecord({ seq, at, by, kind, version, manifestHash, sha256, from, until, role: signedAs }: NilRow): EvidenceRecord {
  const known = role.safeParse(signedAs).data
  return toRecord({
    kind,
    id: `entry ${seq}`,
    title: `none from ${from} to ${until}`,
    subject: { type: 'version', ref: version },
    seq,
    at,
    authors: [by],
    sha256,
    boundTo: manifestHash,
    signatures: known ? [{ email: by, role: known, meaning: 'responsibility', seq }] : [],
    retained: true,
  })
}
