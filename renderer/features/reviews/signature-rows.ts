import type { Review, Signature, Slot } from '../../../shared/contract/reviews.ts'
import { isOpen } from '../../../shared/review-machine.ts'

export type SignatureRow = { readonly key: string } & ({ readonly signature: Signature; readonly slot: Slot | null } | { readonly signature: null; readonly slot: Slot; readonly missing: number })

/**
 * First the places of the tier in its order, each with who signed it or that it is open; then what fills no place, such as a rejection; then
 * signatures that count no more. A request that ended asks for nothing: its empty places are left out.
 */
export function toSignatureRows({ slots, signatures, state }: Pick<Review, 'slots' | 'signatures' | 'state'>): SignatureRow[] {
  const placed = new Set<number>()
  const places = slots.flatMap((slot): SignatureRow[] => {
    const mine = signatures.filter(({ seq, counts, meaning, email }) => counts && !placed.has(seq) && meaning === slot.meaning && slot.signedBy.includes(email))
    for (const { seq } of mine) placed.add(seq)
    const missing = slot.min - mine.length
    return [...mine.map((signature) => ({ key: `${signature.seq}`, signature, slot })), ...(missing > 0 && isOpen(state) ? [{ key: `open ${slot.slot}`, signature: null, slot, missing }] : [])]
  })
  const rest = signatures.filter(({ seq }) => !placed.has(seq)).toSorted((a, b) => Number(b.counts) - Number(a.counts) || a.seq - b.seq)
  return [...places, ...rest.map((signature) => ({ key: `${signature.seq}`, signature, slot: null }))]
}
