import { Skeleton } from '@mantine/core'
import classes from './Loading.module.css'

const widths = ['62%', '84%', '48%', '72%', '56%', '80%']

/** Grey lines where content will stand; spoken as "Loading …". */
export function Loading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <output className={classes.loading}>
      <span className={classes.spoken}>Loading {label} …</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={10} width={widths[row % widths.length]} radius={3} />
      ))}
    </output>
  )
}
