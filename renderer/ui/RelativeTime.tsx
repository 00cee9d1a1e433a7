import { useEffect, useState } from 'react'
import { formatExact, formatRelative } from './format.ts'

/** How long ago, refreshed each half minute; the exact local time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatRelative(at, now)}
    </time>
  )
}
