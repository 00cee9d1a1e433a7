/** From blue over grey to orange: told apart with every kind of colour vision, and at least three to one against the ground of both colour schemes. */
const stops = [
  [0x2f, 0x7f, 0xd1],
  [0x7d, 0x78, 0x80],
  [0xc7, 0x6a, 0x00],
] as const

/** The colour of a share from 0 (low) to 1 (high). */
export function colourAt(share: number): string {
  const along = Math.max(0, Math.min(1, share)) * (stops.length - 1)
  const from = Math.min(stops.length - 2, Math.floor(along))
  const parts = stops[from]!.map((part, at) => Math.round(part + (stops[from + 1]![at]! - part) * (along - from)))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

export const ramp: readonly string[] = Array.from({ length: 11 }, (_, at) => colourAt(at / 10))
