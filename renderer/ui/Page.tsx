import type { CSSProperties, ReactNode } from 'react'
import { PageHeader, type PageHeaderProps } from './PageHeader.tsx'
import classes from './Page.module.css'

/** Header above a body. `fill` bodies don't scroll: a table inside takes the height and scrolls itself. */
export function Page({ fill = false, children, ...header }: PageHeaderProps & { fill?: boolean; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <PageHeader {...header} />
      <div className={classes.body} data-fill={fill || undefined}>
        {children}
      </div>
    </div>
  )
}

interface ColumnsProps {
  main: ReactNode
  aside: ReactNode
  asideWidth?: string
  /** The aside stays in view while the main column is read, and scrolls by itself where it is longer than the window. */
  follow?: boolean
}

/** Two columns that become one below 1,000 px; `aside` is the narrower one. */
export function Columns({ main, aside, asideWidth = 'minmax(320px, 1fr)', follow = false }: ColumnsProps) {
  return (
    <div className={classes.columns} style={{ '--aside': asideWidth } as CSSProperties}>
      <div className={classes.column}>{main}</div>
      <div className={classes.column} data-follow={follow || undefined}>
        {aside}
      </div>
    </div>
  )
}

/** Panels under each other over the whole width. */
export function Stacked({ children }: { children: ReactNode }) {
  return <div className={classes.column}>{children}</div>
}
