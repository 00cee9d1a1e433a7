import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Role, roleTitles } from '../../../shared/contract/identity.ts'
import type { Review, Signature } from '../../../shared/contract/reviews.ts'
import { formatCount, formatDayAndTime, formatExact } from '../../ui/format.ts'
import { Mono } from '../../ui/Mono.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { decisionWords } from './wording.ts'
import classes from './reviews.module.css'

type Row = { readonly meaning: string; readonly signature: Signature | null }

/** Who signed what and when, and what is still open; a signature that no longer counts stays visible. */
export function SignaturesPanel({ review }: { review: Review }) {
  const [shown, setShown] = useState<Signature | null>(null)
  const signed = review.signatures.map((signature): Row => ({ meaning: signature.meaning, signature }))
  const open = review.state === 'open' ? review.requirements.filter((one) => one.signedBy === null).map((one): Row => ({ meaning: one.meaning, signature: null })) : []
  return (
    <Panel title="Signatures" padded={false}>
      <SimpleTable
        label="Signatures"
        rows={[...signed, ...open]}
        rowKey={(row) => row.signature?.seq.toString() ?? row.meaning}
        empty={<p className={classes.none}>Nobody signed.</p>}
        columns={[
          { id: 'meaning', header: 'meaning', rowHeader: true, cell: (row) => row.meaning },
          { id: 'who', header: 'who', wrap: true, cell: (row) => (row.signature ? <Signer signature={row.signature} onShow={setShown} /> : <span className={classes.hint}>nobody yet</span>) },
          { id: 'state', header: 'state', align: 'end', cell: (row) => <SignatureState signature={row.signature} /> },
        ]}
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} size={720} title="The signed text, with its signature" closeButtonProps={{ 'aria-label': 'Close' }}>
        {shown && <Mono text={shown.note} label="Signed note" wrap />}
      </Modal>
    </Panel>
  )
}

function Signer({ signature, onShow }: { signature: Signature; onShow: (signature: Signature) => void }) {
  return (
    <>
      {signature.name}, {roleTitles[signature.role as Role]?.toLowerCase() ?? signature.role}
      <div className={classes.hint}>
        <time dateTime={signature.at} title={formatExact(signature.at)}>
          {formatDayAndTime(signature.at)}
        </time>{' '}
        · <Link to={`/ledger/${signature.seq}`}>entry {formatCount(signature.seq)}</Link> ·{' '}
        <button type="button" className={classes.link} onClick={() => onShow(signature)}>
          signed text
        </button>
      </div>
      {signature.reason && <div className={classes.prose}>{signature.reason}</div>}
    </>
  )
}

function SignatureState({ signature }: { signature: Signature | null }) {
  if (signature === null) return <StateBadge tone="caution">open</StateBadge>
  if (!signature.counts && signature.decision !== 'DECLINE') return <StateBadge tone="void">counts no more</StateBadge>
  return <StateBadge tone={signature.decision === 'DECLINE' ? 'bad' : 'good'}>{decisionWords[signature.decision]}</StateBadge>
}
