import type { Curve } from '../curves.ts'

/** How the curve of a run is drawn. */
export const LineSign = ({ look: { color, dash } }: { look: Curve['look'] }) => (
  <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
    <path d="M1 5H21" stroke={color} strokeWidth="2.5" strokeDasharray={dash} />
  </svg>
)
