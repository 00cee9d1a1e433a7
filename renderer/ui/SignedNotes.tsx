import { Mono } from './Mono.tsx'
import classes from './SignedNotes.module.css'

interface SignedNotesProps {
  theirs: string
  ours: string
  theirsTitle?: string
  oursTitle?: string
}

/** Two states of one ledger, both signed by its log: where they contradict each other, the pair is the evidence. */
export function SignedNotes({ theirs, ours, theirsTitle = 'From the file', oursTitle = 'From this ledger' }: SignedNotesProps) {
  return (
    <div className={classes.pair}>
      <figure className={classes.side}>
        <figcaption>{theirsTitle}</figcaption>
        <Mono text={theirs} label={`signed note: ${theirsTitle}`} wrap />
      </figure>
      <figure className={classes.side}>
        <figcaption>{oursTitle}</figcaption>
        <Mono text={ours} label={`signed note: ${oursTitle}`} wrap />
      </figure>
    </div>
  )
}
