import { Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Check, CheckDetail } from '../../../../shared/contract/evidence.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { kindWords } from '../kinds.ts'
import { Comparison } from './Comparison.tsx'
import classes from '../evidence.module.css'

type Side = 'left' | 'right'

/** Two stored results of one kind beside each other; both stand in the address. */
export function ComparePage() {
  const api = useApi()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Partial<Record<Side, string>>
  const [changedOnly, setChangedOnly] = useState(false)
  const query = useQuery(api.evidence.checks.queryOptions({ input: {} }))
  const left = query.data?.find(({ id }) => id === search.left)
  const candidates = query.data?.filter((check) => check.erased === null && (left === undefined || check.kind === left.kind)) ?? []
  const right = candidates.find(({ id }) => id === search.right) ?? proposal(left, candidates)
  const choose = (side: Side) => (id: string | null) => void navigate({ to: '.', search: { left: left?.id, right: right?.id, [side]: id ?? undefined } as never })
  return (
    <Page crumbs={[{ label: 'Checks', to: '/checks' }, { label: 'Compare' }]} title={left ? `Compare ${kindWords[left.kind].title.toLowerCase()}` : 'Compare two checks'} sub="Stored results side by side; nothing is computed again.">
      <Loaded query={query} label="checks">
        {(all) => (
          <>
            <div className={classes.tools}>
              <Chooser label="First check" checks={all.filter(({ erased }) => erased === null)} value={left?.id} onChoose={choose('left')} />
              <Chooser label="Second check" checks={candidates.filter(({ id }) => id !== left?.id)} value={right?.id} onChoose={choose('right')} />
              <Switch label="Only what changed its verdict" checked={changedOnly} onChange={(event) => setChangedOnly(event.currentTarget.checked)} />
            </div>
            {left && right ? <Both left={left.id} right={right.id} changedOnly={changedOnly} /> : <EmptyState title="Choose two checks of one kind."><p>The second list holds the checks of the kind of the first.</p></EmptyState>}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** The newest check of the same model's other version, else the newest other one. */
function proposal(left: Check | undefined, candidates: readonly Check[]): Check | undefined {
  if (!left) return undefined
  const model = left.version.split('@')[0]
  const others = candidates.filter(({ id }) => id !== left.id).toSorted((a, b) => b.seq - a.seq)
  return others.find(({ version }) => version !== left.version && version.split('@')[0] === model) ?? others[0]
}

interface ChooserProps {
  label: string
  checks: readonly Check[]
  value: string | undefined
  onChoose: (id: string | null) => void
}

function Chooser({ label, checks, value, onChoose }: ChooserProps) {
  const data = checks.toSorted((a, b) => b.seq - a.seq).map(({ id, version, kind, verdict }) => ({ value: id, label: `${id}, ${kind} of ${version}, ${toWords(verdict)}` }))
  return <Select aria-label={label} placeholder={label} searchable allowDeselect={false} w={320} data={data} value={value ?? null} onChange={onChoose} />
}

function Both({ left, right, changedOnly }: { left: string; right: string; changedOnly: boolean }) {
  const api = useApi()
  const one = useQuery(api.evidence.check.queryOptions({ input: { id: left } }))
  const other = useQuery(api.evidence.check.queryOptions({ input: { id: right } }))
  return (
    <Loaded query={one} label="first result">
      {(a: CheckDetail) => (
        <Loaded query={other} label="second result">
          {(b: CheckDetail) => (a.result && b.result ? <Comparison left={{ ...a, result: a.result }} right={{ ...b, result: b.result }} changedOnly={changedOnly} /> : null)}
        </Loaded>
      )}
    </Loaded>
  )
}
