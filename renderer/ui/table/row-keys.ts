import { useEffect, useRef, type RefObject } from 'react'

interface RowKeys {
  scroller: RefObject<HTMLDivElement | null>
  /** Scrolls a row into sight. */
  reveal: (index: number) => void
  count: number
  current: number
  setActive: (index: number) => void
}

const page = 20
const steps: Record<string, (from: number, count: number) => number> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from) => from + page,
  PageUp: (from) => from - page,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Moves the focus between rows; answers whether the key was one of its own. */
export function useRowKeys({ scroller, reveal, count, current, setActive }: RowKeys) {
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (row === null || row === undefined) return
    row.focus({ preventScroll: true })
    wanted.current = null
  })
  return (key: string): boolean => {
    const step = steps[key]
    if (step === undefined || count === 0) return false
    const next = Math.max(0, Math.min(count - 1, step(current, count)))
    wanted.current = next
    setActive(next)
    reveal(next)
    return true
  }
}
