import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerState } from '../../../../shared/contract/ledger.ts'
import { describeProved, isContradicted } from '../../../api/proved.ts'
import { useApi } from '../../../api/provider.tsx'
import { countOf, formatCount, formatDay, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ChainLegend, ChainStrip } from './ChainStrip.tsx'
import { markKinds, toGaps, toMarks } from './chain.ts'
import classes from './integrity.module.css'

/** What is proved up to where, since when and by whom; after that the log key alone guards. */
export function ChainPanel({ state }: { state: LedgerState }) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const nameOf = (email: string) => people.find((person) => person.email === email)?.name ?? email
  const { size, lastEvidence, provedSize } = state
  const gaps = toGaps(state.marks)
  const contradicted = isContradicted(state)
  return (
    <Panel title="The chain" aside={countOf(size, 'entry', 'entries')}>
      <div className={classes.chainPanel}>
        <ChainStrip label={labelOf(state)} size={size} provedSize={provedSize} contradicted={contradicted} marks={toMarks(state, nameOf, formatDay)} gaps={gaps} />
        <ChainLegend size={size} provedSize={provedSize} contradicted={contradicted} gaps={gaps} />
        <KeyValue
          items={[
            [contradicted ? 'evidence up to' : 'proved up to', lastEvidence === null ? 'nothing yet: no outside evidence' : <EntryLink key="e" seq={provedSize - 1} />],
            ['since', lastEvidence !== null && formatExact(lastEvidence.at)],
            [
              'by',
              lastEvidence !== null && (
                <span key="b">
                  {nameOf(lastEvidence.by)}, {markKinds[lastEvidence.kind].word}, <EntryLink seq={lastEvidence.seq} />
                </span>
              ),
            ],
            ['after it', size === provedSize ? 'no entry' : `${countOf(size - provedSize, 'entry', 'entries')}, guarded by the log key alone`],
          ]}
        />
      </div>
    </Panel>
  )
}

const EntryLink = ({ seq }: { seq: number }) => <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>

function labelOf(state: LedgerState): string {
  const { size, marks } = state
  return `The chain: ${countOf(size, 'entry', 'entries')} with ${countOf(marks.length, 'signature, export or cosigned checkpoint', 'signatures, exports and cosigned checkpoints')}. ${describeProved(state)}`
}
