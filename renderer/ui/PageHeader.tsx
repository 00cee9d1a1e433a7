import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import classes from './Page.module.css'

export interface Crumb {
  label: string
  to?: string
}

export interface PageHeaderProps {
  crumbs: readonly Crumb[]
  title: ReactNode
  /** A StateBadge beside the title. */
  state?: ReactNode
  /** One line of facts; monospace because it mostly holds names and digests. */
  sub?: ReactNode
  /** Buttons at the right end. */
  actions?: ReactNode
  /** A `Tabs`. */
  tabs?: ReactNode
}

export function PageHeader({ crumbs, title, state, sub, actions, tabs }: PageHeaderProps) {
  return (
    <header className={classes.header} data-tabs={tabs !== undefined || undefined}>
      <div className={classes.top}>
        <div className={classes.text}>
          <nav aria-label="Breadcrumb" className={classes.crumbs}>
            {crumbs.map((crumb, index) => (
              <span key={crumb.label + crumb.to}>
                {index > 0 && <span aria-hidden="true"> / </span>}
                {crumb.to === undefined ? crumb.label : <Link to={crumb.to} activeOptions={{ exact: true }}>
                    {crumb.label}
                  </Link>}
              </span>
            ))}
          </nav>
          <h1>
            <span>{title}</span>
            {state}
          </h1>
          {sub !== undefined && <div className={classes.sub}>{sub}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {tabs}
    </header>
  )
}
