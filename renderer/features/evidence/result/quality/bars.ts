import type { NumberProfile } from '../../../../../shared/contract/evidence.ts'

export interface Bar {
  x: number
  y: number
  width: number
  height: number
}

/** Bars of equal width from the left; empty ones have no height. */
export function toBars({ counts }: NumberProfile['histogram'], { width, height }: { width: number; height: number }): Bar[] {
  const most = counts.reduce((a, b) => Math.max(a, b), 1)
  const step = width / counts.length
  const round = (value: number) => Number(value.toFixed(2))
  return counts.map((n, at) => {
    const tall = n === 0 ? 0 : Math.max(1, round((n / most) * height))
    return { x: round(at * step), y: round(height - tall), width: round(Math.max(0.5, step - 1)), height: tall }
  })
}
