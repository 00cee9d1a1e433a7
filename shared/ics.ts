import type { AgendaItem } from './contract/inventory.ts'

export interface CalendarOptions {
  /** Origin of the ledger: with it, names of events are the same in every export and in no other workspace. */
  origin: string
  at: Date
  /** False: only names of records, no person, no model, no reason. */
  names: boolean
}

const encoder = new TextEncoder()

/** What has a day, as all-day events of a calendar (RFC 5545). Importing it again updates the events instead of adding others. */
export function toIcs(items: readonly AgendaItem[], { origin, at, names }: CalendarOptions): string {
  const stamp = `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const host = origin.replaceAll(/[^A-Za-z0-9.-]/g, '-')
  const events = items.flatMap((item) => (item.day === null ? [] : toEvent(item, item.day, { stamp, host, names })))
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Countersign//Countersign//EN', 'CALSCALE:GREGORIAN', ...events, 'END:VCALENDAR']
  return `${lines.map(fold).join('\r\n')}\r\n`
}

function toEvent({ id, sentence, plain }: AgendaItem, day: string, { stamp, host, names }: { stamp: string; host: string; names: boolean }): string[] {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  const compact = (date: string) => date.replaceAll('-', '')
  return [
    'BEGIN:VEVENT',
    `UID:${id}@${host}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    // The end of an all-day event is the first day after it.
    `DTEND;VALUE=DATE:${compact(next)}`,
    `SUMMARY:${escaped(plain)}`,
    ...(names ? [`DESCRIPTION:${escaped(sentence)}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r\n|\r|\n/g, '\\n')

/** Lines of at most 75 octets; a character is never cut in two (RFC 5545, 3.1). */
function fold(line: string): string {
  let [text, octets] = ['', 0]
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}
