import type { Signature } from './contract/reviews.ts'

type Marked = Pick<Signature, 'seq' | 'email' | 'name' | 'counts' | 'device' | 'batch'>

/** Signatures of other people that count beside this one and name the same device. A mark, never a refusal: people may share a computer. */
export const sameDeviceAs = <S extends Marked>(one: Marked, all: readonly S[]): S[] =>
  one.counts && one.device !== null ? all.filter(({ counts, device, email }) => counts && device === one.device && email !== one.email) : []

/** `same device as Ben (entry 17)`; null where no other person's signature names this one's. */
export function toDeviceMark(one: Marked, all: readonly Marked[]): string | null {
  const others = sameDeviceAs(one, all)
  return others.length === 0 ? null : `same device as ${others.map(({ name, seq }) => `${name} (entry ${seq})`).join(', ')}`
}

/** What stands beside a signature without taking anything from it: given with others in one act; on whose device; or that this is not known. */
export function toSignatureMarks(one: Marked, all: readonly Marked[]): string[] {
  const device = one.device === null ? 'device not recorded' : toDeviceMark(one, all)
  return [...(one.batch === null ? [] : [`signed in a batch of ${one.batch}`]), ...(device === null ? [] : [device])]
}
