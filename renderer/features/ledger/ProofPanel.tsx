import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerState } from '../../../shared/contract/ledger.ts'
import { isContradicted } from '../../api/proved.ts'
import { useApi } from '../../api/provider.tsx'
import { formatCount, formatDay } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import classes from './ledger.module.css'

const kinds = { signature: 'signature', report: 'export', checkpoint: 'cosigned checkpoint' } as const

/** What the evidence needs to go on being evidence: the log key can cut off what stands only here. */
const keeps: Record<keyof typeof kinds, string> = {
  signature: 'It holds as long as the signature itself is known: one that stands only in this ledger could be cut off with everything after it. A report or a checkpoint that is kept elsewhere could not.',
  report: 'It holds for whoever keeps the exported file.',
  checkpoint: 'It holds for whoever keeps a copy of the cosigned checkpoint.',
}

function afterIt(size: number, provedSize: number): string {
  const count = size - provedSize
  if (count <= 0) return 'No entry stands after them.'
  const which = count === 1 ? `Entry ${formatCount(size - 1)} is` : `Entries ${formatCount(provedSize)} to ${formatCount(size - 1)} are`
  return `${which} signed by the log key alone. Whoever has this computer and that key could rewrite ${count === 1 ? 'it' : 'them'} or cut ${count === 1 ? 'it' : 'them'} off unseen, until the next signature, export or cosigned checkpoint.`
}

/** What an intact ledger proves, and what it does not. */
export function ProofPanel({ state }: { state: LedgerState }) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const nameOf = (by: string) => people.find(({ email }) => email === by)?.name ?? by
  const { size, lastEvidence } = state
  return (
    <Panel title="What this proves, and what it does not">
      <div className={classes.prose}>
        {isContradicted(state) ? (
          <p>
            <strong>Nothing that is shown here is proved.</strong> The last verification found that something is not what was signed; its findings say what and where. Signatures, exports and
            cosigned checkpoints still prove the history that they speak of: keep them, and compare with a backup.
          </p>
        ) : lastEvidence === null ? (
          <p>
            <strong>Nothing is proved to others yet.</strong> No person has signed here and no checkpoint has left this computer. Whoever has this computer and the
            log key could rewrite {size === 1 ? 'the entry' : `all ${formatCount(size)} entries`} and sign them anew, and nobody could tell.
          </p>
        ) : (
          <Proved state={state} evidence={lastEvidence} witness={nameOf(lastEvidence.by)} />
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

function Proved({ state: { size, provedSize }, evidence, witness }: { state: LedgerState; evidence: NonNullable<LedgerState['lastEvidence']>; witness: string }) {
  return (
    <>
      <p>
        <strong>{provedSize === 1 ? 'Entry 0 is proved' : `Entries 0 to ${formatCount(provedSize - 1)} are proved`}</strong>, by the {kinds[evidence.kind]} of {witness} of{' '}
        {formatDay(evidence.at)} (<Link to={`/ledger/${evidence.seq}`}>entry {formatCount(evidence.seq)}</Link>): none of them can be changed, removed, inserted or put in
        another place without contradicting it. {keeps[evidence.kind]}
      </p>
      <p>{afterIt(size, provedSize)}</p>
    </>
  )
}
