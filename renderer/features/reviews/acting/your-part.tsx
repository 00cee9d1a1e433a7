import type { MouseEvent } from 'react'
import classes from './your-part.module.css'

/** The panel of a request in which whoever is signed in acts. */
export const yourPart = 'your-part'

/** Goes to the part of whoever is signed in on the request that is open. False: no request is open. */
export function goToYourPart(): boolean {
  const panel = document.getElementById(yourPart)
  panel?.scrollIntoView({ block: 'nearest' })
  panel?.focus({ preventScroll: true })
  return panel !== null
}

/** Stands before everything that a request says, for whoever has read it and comes back to act. */
export function YourPartLink() {
  return (
    <a className={classes.link} href={`#${yourPart}`} onClick={go}>
      Go to your part
    </a>
  )
}

/** The address is the router's: a jump to an anchor must not change it. */
function go(event: MouseEvent): void {
  event.preventDefault()
  goToYourPart()
}
