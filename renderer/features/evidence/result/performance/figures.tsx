import { formatDecimal } from '../../../../ui/format.ts'
import classes from '../result.module.css'

/** Digits that fit the size: errors and amounts may be in the thousands. */
export const figure = (value: number | null): string => formatDecimal(value, value !== null && Math.abs(value) >= 100 ? 1 : 3)

/** A value with its interval under it. */
export const Estimated = ({ value, low, high }: { value: number | null; low: number | null; high: number | null }) => (
  <span className={classes.rate}>
    {figure(value)}
    {low !== null && high !== null && (
      <span className={classes.interval}>
        {figure(low)} to {figure(high)}
      </span>
    )}
  </span>
)

export const pValue = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : formatDecimal(p))
