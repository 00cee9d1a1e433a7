const pattern = /^\d{4}-\d{2}-\d{2}$/

/** Midnight at the start of a day (`2026-11-21`) on this computer, `offset` days later, as an instant. Undefined for what is no day. */
function startOf(day: string, offset: number): string | undefined {
  if (!pattern.test(day)) return undefined
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const at = new Date(year, month - 1, date + offset)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The instants from the first day to the last, both whole; the second one is the first that is not included any more. */
export function toInstants(from: string, to: string): { from?: string; to?: string } {
  const [first, end] = [startOf(from, 0), startOf(to, 1)]
  return { ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }) }
}
