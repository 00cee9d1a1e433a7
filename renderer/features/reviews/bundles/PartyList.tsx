import { Checkbox } from '@mantine/core'
import type { BundleView, Party } from '../../../../shared/contract/interop.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from '../reviews.module.css'

const states: Record<Party['state'], { tone: 'good' | 'caution' | 'bad'; word: string }> = {
  known: { tone: 'good', word: 'known here' },
  new: { tone: 'caution', word: 'first contact' },
  changed: { tone: 'bad', word: 'another key than before' },
}

/** Whether somebody has to compare this key before the bundle comes in. Who signed an answer is known by their enrolment, or refused. */
export const toCompare = ({ bundle }: BundleView, { kind, state }: Party): boolean => state !== 'known' && (kind === 'ledger' || bundle === 'request')

interface PartyListProps {
  view: BundleView
  /** Fingerprints that were compared. */
  confirmed: readonly string[]
  onChange: (confirmed: readonly string[]) => void
}

/** Whose keys a bundle rests on. Those that nobody here has met are compared by a person before anything comes in. */
export function PartyList({ view, confirmed, onChange }: PartyListProps) {
  const toggle = (fingerprint: string) => onChange(confirmed.includes(fingerprint) ? confirmed.filter((one) => one !== fingerprint) : [...confirmed, fingerprint])
  return (
    <section aria-label="Whom it comes from">
      <h3 className={classes.lead}>Whom it comes from</h3>
      <ul className={classes.parties}>
        {view.parties.map((party) => (
          <li key={`${party.kind} ${party.id} ${party.part}`}>
            <span className={classes.party}>
              <strong>{party.name}</strong> {party.part} <StateBadge tone={states[party.state].tone}>{states[party.state].word}</StateBadge>
            </span>
            <code>{party.fingerprint}</code>
            {toCompare(view, party) && (
              <Checkbox
                label={`I compared this fingerprint with ${party.kind === 'ledger' ? `somebody who keeps ${party.name}` : party.name} by another way, such as the telephone: it is the same`}
                checked={confirmed.includes(party.fingerprint)}
                onChange={() => toggle(party.fingerprint)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
