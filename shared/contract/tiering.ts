import * as z from 'zod'
import { tier } from './tier.ts'

export const tieringDimension = z.enum(['exposure', 'purpose', 'harm_to_people', 'autonomy', 'reversibility', 'opacity', 'change_rate'])
export type TieringDimension = z.infer<typeof tieringDimension>

/** The questionnaire by which a use case gets its tier: four levels a dimension, scored 0 to 3, and facts that force one. */
export const tiering = z.strictObject({
  dimensions: z.array(z.strictObject({ id: tieringDimension, question: z.string(), levels: z.array(z.strictObject({ id: z.string(), text: z.string() })).length(4) })).length(7),
  /** base = the highest of these; one more where `raisedBy.atLeast` of those score 3. 3 and more is tier 1, 0 is tier 4. */
  base: z.array(tieringDimension).min(1),
  raisedBy: z.strictObject({ dimensions: z.array(tieringDimension), atLeast: z.number().int().positive() }),
  /** A fact that is true of the use case and gives it at least this tier. */
  forced: z.array(z.strictObject({ id: z.string(), text: z.string(), tier })),
  notAllowed: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  note: z.string(),
})
export type Tiering = z.infer<typeof tiering>
