import { createContext, useContext, type ReactNode } from 'react'
import classes from './Notice.module.css'

const OfferContext = createContext<ReactNode>(null)

/** What every empty screen offers beside its own actions; null: nothing. */
export const EmptyScreenOffer = OfferContext.Provider

interface EmptyStateProps {
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** True where a whole screen is empty, not only a part of it. */
  screen?: boolean
}

/** Nothing here yet: says what belongs here, and what to do next. */
export function EmptyState({ title, children, actions, screen = false }: EmptyStateProps) {
  const offer = useContext(OfferContext)
  const offered = screen ? offer : null
  return (
    <div className={classes.notice} data-notice>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {(actions !== undefined || offered !== null) && (
        <div className={classes.actions}>
          {actions}
          {offered}
        </div>
      )}
    </div>
  )
}
