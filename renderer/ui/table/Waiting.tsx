import classes from './table.module.css'

/** In place of a value that is still read. */
export const Waiting = () => <span className={classes.waiting} />
