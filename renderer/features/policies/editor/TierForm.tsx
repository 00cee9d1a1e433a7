import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EvidenceDemand, Signer, TierDemands } from '../../../../shared/contract/policies.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { describeEvidence, describeSigner, signerName } from '../../../../shared/policy-words.ts'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import classes from '../policies.module.css'
import { DemandDialog } from './DemandDialog.tsx'
import { LimitsForm } from './LimitsForm.tsx'
import { SignerDialog } from './SignerDialog.tsx'

interface TierFormProps {
  demands: TierDemands
  onChange: (demands: TierDemands) => void
}

type Opened = { list: 'signers' | 'evidence'; at: number }

/** What people change most: who signs, which evidence, how long it holds. */
export function TierForm({ demands, onChange }: TierFormProps) {
  const { signers, evidence } = demands
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const setSigners = (next: Signer[]) => onChange({ ...demands, signers: next })
  const setEvidence = (next: EvidenceDemand[]) => onChange({ ...demands, evidence: next })
  return (
    <>
      <List label="Signatures" add="Add a signature…" name={signerName} describe={describeSigner} items={signers} onOpen={(at) => setOpened({ list: 'signers', at })} onRemove={(at) => setSigners(without(signers, at))} />
      <List label="Evidence" add="Add evidence…" name={({ kind }) => toWords(kind)} describe={describeEvidence} items={evidence} onOpen={(at) => setOpened({ list: 'evidence', at })} onRemove={(at) => setEvidence(without(evidence, at))} />
      <LimitsForm demands={demands} onChange={onChange} />
      {opened?.list === 'signers' && <SignerDialog signer={signers[opened.at] ?? null} onClose={close} onDone={(next) => setSigners(replaced(signers, opened.at, next))} />}
      {opened?.list === 'evidence' && <DemandDialog demand={evidence[opened.at] ?? null} taken={evidence.map(({ kind }) => kind)} onClose={close} onDone={(next) => setEvidence(replaced(evidence, opened.at, next))} />}
    </>
  )
}

const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at)
const replaced = <T,>(list: readonly T[], at: number, next: T): T[] => (at < list.length ? list.map((one, index) => (index === at ? next : one)) : [...list, next])

interface ListProps<T> {
  label: string
  add: string
  items: readonly T[]
  name: (item: T) => string
  describe: (item: T) => string
  onOpen: (at: number) => void
  onRemove: (at: number) => void
}

function List<T>({ label, add, items, name, describe, onOpen, onRemove }: ListProps<T>) {
  const rows = items.map((item, at) => ({ at, name: name(item), text: describe(item) }))
  return (
    <section aria-label={label}>
      <SimpleTable
        label={label}
        rows={rows}
        rowKey={({ at }) => String(at)}
        empty={<p className={classes.none}>{label}: none.</p>}
        columns={[
          { id: 'name', header: label.toLowerCase(), width: '45%', rowHeader: true, wrap: true, cell: (row) => row.name },
          { id: 'text', header: 'demand', wrap: true, cell: (row) => row.text },
          {
            id: 'acts',
            header: '',
            align: 'end',
            width: '140px',
            cell: (row) => (
              <>
                <Button size="compact-xs" variant="subtle" aria-label={`Change ${row.name}`} onClick={() => onOpen(row.at)}>
                  Change…
                </Button>
                <Button size="compact-xs" variant="subtle" color="red" aria-label={`Remove ${row.name}`} onClick={() => onRemove(row.at)}>
                  Remove
                </Button>
              </>
            ),
          },
        ]}
      />
      <Button size="compact-sm" variant="default" mt={8} onClick={() => onOpen(items.length)}>
        {add}
      </Button>
    </section>
  )
}
