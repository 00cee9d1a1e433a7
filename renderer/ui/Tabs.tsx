import { Link } from '@tanstack/react-router'
import classes from './Tabs.module.css'

export interface Tab {
  label: string
  to: string
  count?: number
  /** Addresses below `to` count as this tab too. */
  below?: boolean
  /** Says itself whether it is the chosen one, where the address alone does not. */
  active?: boolean
}

/** Tabs that are links, so that each has an address and the back button works. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} activeOptions={{ exact: tab.below !== true, includeSearch: false }} className={classes.tab} data-active={tab.active || undefined}>
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count.toLocaleString('en')}</span>}
        </Link>
      ))}
    </nav>
  )
}
