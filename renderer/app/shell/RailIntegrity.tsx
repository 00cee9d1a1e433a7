import { Kbd, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/provider.tsx'
import { ledgerVerdictStates } from '../../api/states.ts'
import { countOf, formatDay } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { keysOf } from './keys.ts'
import classes from './Rail.module.css'

/** The state of the ledger, in sight on every screen. */
export function RailIntegrity() {
  const api = useApi()
  const { data: ledger } = useQuery(api.ledger.state.queryOptions())
  const reminder = useQuery(api.backups.state.queryOptions()).data?.reminder ?? null
  const verification = ledger?.lastVerification ?? null
  const state = verification === null ? null : ledgerVerdictStates[verification.verdict]
  return (
    <>
      <Link to="/ledger/integrity" className={classes.integrity}>
        <span>
          <StateBadge tone={state?.tone ?? 'void'}>{state?.word ?? 'not verified yet'}</StateBadge>
        </span>
        {ledger !== undefined && (
          <>
            <span className={classes.strong}>{countOf(ledger.size, 'entry', 'entries')}</span>
            <span>
              {ledger.lastEvidence === null
                ? 'no outside evidence yet'
                : `${ledger.entriesSinceEvidence === 0 ? 'none' : ledger.entriesSinceEvidence} since outside evidence of ${formatDay(ledger.lastEvidence.at)}`}
            </span>
          </>
        )}
        {verification !== null && (
          <span>
            verified <RelativeTime at={verification.verifiedAt} />
          </span>
        )}
        {reminder !== null && (
          <span title={reminder}>
            <StateBadge tone="caution">backup is due</StateBadge>
          </span>
        )}
      </Link>
      <div className={classes.keys}>
        <UnstyledButton fz="inherit" onClick={() => spotlight.open()}>
          Commands
        </UnstyledButton>
        <Kbd size="xs">{keysOf('Mod+K').join(' ')}</Kbd>
      </div>
    </>
  )
}
