import * as z from 'zod'

export const tier = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Tier = z.infer<typeof tier>
export const tierTitles = { 1: 'high', 2: 'elevated', 3: 'moderate', 4: 'minimal' } as const
