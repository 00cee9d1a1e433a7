import { Link } from '@tanstack/react-router'
import classes from './Tabs.module.css'

export interface Tab {
  label: string
  to: string
  count?: number
  /** True where the address must match to the end; default true. */
  exact?: boolean
}

/** Tabs that are links, so that each has an address and the back button works. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} activeOptions={{ exact: tab.exact ?? true, includeSearch: false }} className={classes.tab}>
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count.toLocaleString('en')}</span>}
        </Link>
      ))}
    </nav>
  )
}
