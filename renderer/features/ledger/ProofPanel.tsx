import { useQuery } from '@tanstack/react-query'
import type { LedgerState } from '../../../shared/contract/ledger.ts'
import { useApi } from '../../api/provider.tsx'
import { countOf, formatCount, formatDay } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import classes from './ledger.module.css'

const kinds = { signature: 'signature', report: 'report', checkpoint: 'checkpoint that left this computer' } as const

/** What an intact ledger proves, and what it does not. */
export function ProofPanel({ state }: { state: LedgerState }) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const { lastEvidence, entriesSinceEvidence } = state
  const witness = people.find(({ email }) => email === lastEvidence?.by)?.name ?? lastEvidence?.by
  return (
    <Panel title="What this proves, and what it does not">
      <div className={classes.prose}>
        {lastEvidence === null ? (
          <p>
            <strong>No outside evidence yet.</strong> Nothing here was signed by a person or left this computer. Until then the log key alone
            guards the ledger: whoever has it could rewrite everything.
          </p>
        ) : (
          <p>
            <strong>
              Proved up to entry {formatCount(lastEvidence.seq)}
            </strong>
            , by the {kinds[lastEvidence.kind]} of {witness} of {formatDay(lastEvidence.at)}. Nothing before it can be changed, removed, inserted or
            reordered without that showing.
          </p>
        )}
        {lastEvidence !== null && (
          <p>
            {entriesSinceEvidence === 0
              ? 'There is no entry after it.'
              : `${countOf(entriesSinceEvidence, 'entry after it is', 'entries after it are')} guarded by the log key alone until the next signature, report or checkpoint.`}
          </p>
        )}
        <p>
          It does not prove that what people wrote is true, that the clock of this computer was right, or that nothing was left out before it was
          written down.
        </p>
        <p>
          <strong>Two things can not be detected</strong>, here or in any ledger, by whoever has this computer and the log key:
        </p>
        <ol>
          <li>an entry changed after the newest signature, report and cosignature, with everything after it signed again;</li>
          <li>the newest entries cut off, as long as no signature, report or cosignature speaks of them.</li>
        </ol>
        <p>Both end where evidence begins: sign, export a report, or have the newest checkpoint cosigned and keep it elsewhere.</p>
      </div>
    </Panel>
  )
}
