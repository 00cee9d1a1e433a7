import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.9, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const shapes: Record<Tone, ReactNode> = {
  good: <path d="M2.5 6.6 5 9l4.6-6" {...stroke} />,
  caution: <path d="M6 2 10.6 10H1.4z" fill="currentColor" />,
  bad: <path d="M2.8 2.8l6.4 6.4M9.2 2.8 2.8 9.2" {...stroke} />,
  void: <circle cx="6" cy="6" r="4.2" {...stroke} strokeWidth={1.5} strokeDasharray="1.4 2.6" />,
  info: <circle cx="6" cy="6" r="3.4" fill="currentColor" />,
  plain: <path d="M2.5 6h7" {...stroke} />,
}

/** The symbol of a tone, drawn rather than typed so that it looks the same in every font. */
export function Symbol({ tone, size = 12 }: { tone: Tone; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[tone]}
    </svg>
  )
}
