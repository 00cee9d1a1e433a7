import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Role, roleTitles } from '../../../shared/contract/identity.ts'
import type { Review, Signature, Slot } from '../../../shared/contract/reviews.ts'
import { rolesOf } from '../../../shared/policy-words.ts'
import { toDeviceMark, toSignatureMarks } from '../../../shared/signature-marks.ts'
import { countOf, formatCount, formatDayAndTime, formatExact } from '../../ui/format.ts'
import { Mono } from '../../ui/Mono.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { type SignatureRow, toSignatureRows } from './signature-rows.ts'
import { countSignatures, decisionWords, isAgainst } from './wording.ts'
import classes from './reviews.module.css'

/** Every place of the tier: signed, open or not yet; a signature that counts no more stays visible. `foreign`: its entries are of another ledger. */
export function SignaturesPanel({ review, foreign = false }: { review: Review; foreign?: boolean }) {
  const [shown, setShown] = useState<Signature | null>(null)
  const { done, asked } = countSignatures(review)
  return (
    <Panel title="Signatures" aside={`${done} of ${asked} that the policy asks for`} padded={false}>
      <SimpleTable
        label="Signatures"
        rows={toSignatureRows(review)}
        rowKey={({ key }) => key}
        empty={<p className={classes.none}>Nobody signed.</p>}
        columns={[
          { id: 'meaning', header: 'meaning', width: '112px', rowHeader: true, wrap: true, cell: (row) => <Meaning row={row} /> },
          { id: 'who', header: 'who', wrap: true, cell: (row) => (row.signature ? <Signer signature={row.signature} all={review.signatures} foreign={foreign} onShow={setShown} /> : <Asked slot={row.slot} missing={row.missing} />) },
          { id: 'state', header: 'state', align: 'end', cell: (row) => <SignatureState row={row} /> },
        ]}
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} size={720} title="The signed text, with its signature" closeButtonProps={{ 'aria-label': 'Close' }}>
        {shown && <Mono text={shown.note} label="Signed note" wrap />}
      </Modal>
    </Panel>
  )
}

function Meaning({ row: { signature, slot } }: { row: SignatureRow }) {
  return (
    <>
      {signature?.meaning ?? slot?.meaning}
      {slot?.scope && <div className={classes.hint}>for {slot.scope}</div>}
    </>
  )
}

const Asked = ({ slot, missing }: { slot: Slot; missing: number }) => (
  <span className={classes.hint}>
    {countOf(missing, 'person', 'people')}: {rolesOf(slot)}
    {slot.independent && '; nobody who is an author'}
  </span>
)

function Signer({ signature, all, foreign, onShow }: { signature: Signature; all: readonly Signature[]; foreign: boolean; onShow: (signature: Signature) => void }) {
  const { name, role, at, seq, reason, onBehalfOf, revision, counts, signedIn } = signature
  const shared = toDeviceMark(signature, all)
  return (
    <>
      {name}, {roleTitles[role as Role]?.toLowerCase() ?? role}
      {onBehalfOf !== null && `, for ${onBehalfOf}`}
      <div className={classes.hint}>
        <time dateTime={at} title={formatExact(at)}>
          {formatDayAndTime(at)}
        </time>{' '}
        · {!counts && `revision ${revision} · `}
        {foreign ? `entry ${formatCount(seq)} there` : <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>} ·{' '}
        <button type="button" className={classes.link} onClick={() => onShow(signature)}>
          signed text
        </button>
        {signedIn && ' · given in another workspace'}
        {toSignatureMarks(signature, all).filter((mark) => mark !== shared).map((mark) => ` · ${mark}`)}
      </div>
      {shared !== null && (
        <div>
          <StateBadge tone="caution">{shared}</StateBadge>
        </div>
      )}
      {reason && <div className={classes.prose}>{reason}</div>}
    </>
  )
}

function SignatureState({ row }: { row: SignatureRow }) {
  if (row.signature === null) return row.slot.state === 'open' ? <StateBadge tone="caution">open</StateBadge> : <StateBadge tone="plain">not yet</StateBadge>
  const { counts, decision } = row.signature
  if (!counts) return <StateBadge tone="void">counts no more</StateBadge>
  return <StateBadge tone={isAgainst(decision) ? 'bad' : 'good'}>{decisionWords[decision]}</StateBadge>
}
