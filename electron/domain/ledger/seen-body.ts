import * as z from 'zod'

/** What an entry remembers of another ledger; an import of a bundle remembers the same. */
export const seenBody = z.object({
  origin: z.string(),
  logVkey: z.string(),
  size: z.number().int(),
  root: z.string(),
  checkpoint: z.string(),
  before: z.object({ seq: z.number().int(), size: z.number().int(), root: z.string() }).nullable(),
  proof: z.array(z.string()).max(63),
  /** Rotations from the log key that was seen before to this one; none where it is the same. */
  handover: z.array(z.object({ seq: z.number().int(), body: z.record(z.string(), z.unknown()) })).optional(),
  witness: z.object({ name: z.string(), vkey: z.string(), cosignedAt: z.string() }).nullish(),
})
export type Seen = z.output<typeof seenBody> & { seq: number }

/** An older bundle that came after a newer one: `before` is what continues it, and stays what was seen last. */
export const isOlder = ({ size, before }: Pick<z.output<typeof seenBody>, 'size' | 'before'>): boolean => before !== null && before.size > size

/** Kinds of entries that say what was seen of another ledger. */
export const seenKinds: readonly string[] = ['checkpoint.seen/v1', 'import/v1']
