import { formatDay, formatDayAndTime, formatExact } from './format.ts'

/** A moment in local time; the exact one with its zone on hover. */
export function Instant({ at, show = 'minute' }: { at: string; show?: 'day' | 'minute' | 'exact' }) {
  const format = { day: formatDay, minute: formatDayAndTime, exact: formatExact }[show]
  return (
    <time dateTime={at} title={formatExact(at)}>
      {format(at)}
    </time>
  )
}
