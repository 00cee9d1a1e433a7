export const dayMs = 86_400_000

/** Days are those of UTC, as every entry carries its time. */
export const dayOf = (instant: string): string => instant.slice(0, 10)

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10)

/** The first instant after a day: what is due on it is overdue from here on. */
export const endOf = (day: string): string => `${addDays(day, 1)}T00:00:00.000Z`
