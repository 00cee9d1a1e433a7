import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerState } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { countOf, formatCount, formatDay, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ChainLegend, ChainStrip } from './ChainStrip.tsx'
import { longestOf, markKinds, toGaps, toMarks } from './chain.ts'
import classes from './integrity.module.css'

/** What is proved up to where, since when and by whom; after that the log key alone guards. */
export function ChainPanel({ state }: { state: LedgerState }) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const nameOf = (email: string) => people.find((person) => person.email === email)?.name ?? email
  const { size, lastEvidence, entriesSinceEvidence: open } = state
  const marks = toMarks(state, nameOf, formatDay)
  const gap = longestOf(toGaps(state.marks))
  return (
    <Panel title="The chain" aside={countOf(size, 'entry', 'entries')}>
      <div className={classes.chainPanel}>
        <ChainStrip label={labelOf(state)} size={size} provedUpTo={lastEvidence === null ? 0 : lastEvidence.seq + 1} marks={marks} gap={gap} />
        <ChainLegend marks={marks} open={open} gap={gap} />
        <KeyValue
          items={[
            ['proved up to', lastEvidence === null ? 'nothing yet: no outside evidence' : <EntryLink key="e" seq={lastEvidence.seq} />],
            ['since', lastEvidence !== null && formatExact(lastEvidence.at)],
            ['by', lastEvidence !== null && `${nameOf(lastEvidence.by)}, ${markKinds[lastEvidence.kind].word}`],
            ['after it', open === 0 ? 'no entry' : `${countOf(open, 'entry', 'entries')}, guarded by the log key alone`],
          ]}
        />
      </div>
    </Panel>
  )
}

const EntryLink = ({ seq }: { seq: number }) => <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>

function labelOf({ size, marks, lastEvidence, entriesSinceEvidence }: LedgerState): string {
  const upTo = lastEvidence === null ? 'None is covered by outside evidence.' : `Proved up to entry ${lastEvidence.seq}; ${entriesSinceEvidence} since.`
  return `${countOf(size, 'entry', 'entries')} with ${countOf(marks.length, 'signature, report or checkpoint', 'signatures, reports and checkpoints')}. ${upTo}`
}
