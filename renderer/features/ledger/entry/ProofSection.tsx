import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { EntryDetail } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useFileChooser } from '../../../ui/files.tsx'
import { countOf, formatCount } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { climb, parseInclusion, toCommands, type Inclusion, type ProofStep } from './inclusion.ts'
import classes from '../ledger.module.css'

type Climb = Awaited<ReturnType<typeof climb>> & { inclusion: Inclusion }

/** The way from this entry to the root that the newest checkpoint signs, hashed anew in this window. */
export function ProofSection({ entry }: { entry: EntryDetail }) {
  const api = useApi()
  const proof = useQuery(api.ledger.proof.queryOptions({ input: { seq: entry.seq } }))
  const climbed = useQuery({ queryKey: [['climb'], entry.canonical, proof.data?.text], queryFn: () => climbProof(entry, proof.data!.text), enabled: proof.data !== undefined })
  return (
    <Loaded query={{ data: climbed.data, error: proof.error ?? climbed.error, refetch: proof.refetch }} label="proof">
      {(data) => <Way entry={entry} way={data} />}
    </Loaded>
  )
}

async function climbProof(entry: EntryDetail, text: string): Promise<Climb> {
  const inclusion = parseInclusion(text)
  if (inclusion === null) throw new Error('The proof could not be read. Verify the ledger, and look at the findings.')
  return { ...(await climb(entry.canonical, inclusion)), inclusion }
}

const range = ({ from, to }: ProofStep) => (from === to ? `entry ${formatCount(from)}` : `entries ${formatCount(from)} to ${formatCount(to)}`)

const columns: SimpleColumn<ProofStep & { n: number }>[] = [
  { id: 'n', header: 'step', align: 'end', rowHeader: true, cell: ({ n }) => n },
  { id: 'with', header: 'hashed with', wrap: true, cell: (step) => `${range(step)}, on the ${step.side}` },
  { id: 'sibling', header: 'their hash', cell: ({ sibling }) => <Digest value={sibling} label="hash of the sibling" /> },
  { id: 'result', header: 'gives', cell: ({ result }) => <Digest value={result} label="result of the step" /> },
]

function Way({ entry, way: { leaf, steps, holds, inclusion } }: { entry: EntryDetail; way: Climb }) {
  const good = holds && leaf === entry.leafHash
  return (
    <>
      <section aria-label="Way to the root">
        <h3 className={classes.sub}>
          The way to the root <span>{countOf(steps.length, 'step')} in a tree of {countOf(inclusion.size, 'entry', 'entries')}</span>
        </h3>
        <div className={classes.box}>
          {steps.length > 0 && <SimpleTable label="Steps to the root" columns={columns} rows={steps.map((step, i) => ({ ...step, n: i + 1 }))} rowKey={({ n }) => String(n)} />}
          <div className={classes.verdict}>
            <StateBadge tone={good ? 'good' : 'bad'}>{good ? 'leads to the signed root' : 'does not lead to the signed root'}</StateBadge>
            <Digest value={inclusion.root} label="root" />
            <span className={classes.quiet}>Computed in this window from the bytes above.</span>
          </div>
        </div>
      </section>
      <section aria-label="Verify this yourself">
        <h3 className={classes.sub}>
          Verify this yourself <span>bash and coreutils, without this program</span>
        </h3>
        <div className={classes.facts}>
          <p className={classes.quiet}>Save the proof, then run this beside it: the two lines that it prints are equal. The signature under the root is checked as docs/verify-without-countersign.md says.</p>
          <SaveProof seq={entry.seq} />
          <Mono text={toCommands(entry.seq, entry.canonical, steps)} label="commands" wrap maxHeight={260} />
        </div>
      </section>
    </>
  )
}

function SaveProof({ seq }: { seq: number }) {
  const api = useApi()
  const choose = useFileChooser()
  const save = useMutation(api.ledger.saveProof.mutationOptions())
  const ask = async () => {
    const out = await choose({ kind: 'save', title: 'Save the proof', defaultPath: `entry-${seq}.tlog-proof` })
    if (out !== null) save.mutate({ seq, out })
  }
  return (
    <>
      <div className={classes.steps}>
        <Button variant="default" loading={save.isPending} onClick={() => void ask()}>
          Save the proof…
        </Button>
        {save.data !== undefined && <output className={classes.saved}>Saved as {save.data.path}</output>}
      </div>
      {save.error !== null && <ErrorState error={save.error} kept="Nothing was written." />}
    </>
  )
}
