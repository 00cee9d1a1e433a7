import { Modal, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ControlResult, FrameworkAct } from '../../../shared/contract/frameworks.ts'
import { useApi } from '../../api/provider.tsx'
import { typingPauseMs, useSignature, useStatement } from '../../api/signing.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SignText } from '../../ui/SignText.tsx'
import classes from './frameworks.module.css'

/** What somebody wants to sign of a control. */
export type Asked = { act: 'confirm' | 'not-applicable'; control: ControlResult } | { act: 'nil'; control: ControlResult; kind: string; title: string }

interface ActDialogProps {
  readonly version: string
  readonly framework: string
  readonly asked: Asked
  readonly signer: string
  readonly onClose: () => void
}

const titles = { confirm: 'Confirm a control', 'not-applicable': 'A control that does not apply', nil: 'There was none' }

/** The reason, then the text with the reason in it, then the passphrase. */
export function ActDialog({ version, framework, asked, signer, onClose }: ActDialogProps) {
  const [reason, setReason] = useState('')
  const [period, setPeriod] = useState({ from: '', until: '' })
  const act = toAct(version, framework, asked, reason.trim(), period)
  const api = useApi()
  const statement = useStatement(act, (written) => api.frameworks.statement.call(written), typingPauseMs)
  const signature = useSignature(statement.text, (signed) => api.frameworks.sign.call({ version, ...signed }), onClose)
  return (
    <Modal opened onClose={onClose} title={titles[asked.act]} size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        <p>
          <span className={classes.mono}>{asked.control.id}</span> {asked.control.gist}
        </p>
        {asked.act === 'nil' && (
          <div className={classes.period}>
            <TextInput type="date" label="From" required value={period.from} onChange={(event) => setPeriod({ ...period, from: event.currentTarget.value })} />
            <TextInput type="date" label="Until" required value={period.until} onChange={(event) => setPeriod({ ...period, until: event.currentTarget.value })} />
          </div>
        )}
        <Textarea
          label="Reason"
          description="It becomes part of the text below, word for word, and of the ledger."
          required
          autosize
          minRows={2}
          maxLength={400}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
        />
        {act === null && <p className={classes.quiet}>Give the reason{asked.act === 'nil' && ' and the period'}: the text to sign appears here.</p>}
        {act !== null && statement.error !== null && <ErrorState error={statement.error} onRetry={statement.renew} />}
        {act !== null && statement.error === null && <SignText text={statement.text} signer={signer} label="Sign and record" onRenew={statement.renew} {...signature} />}
      </div>
    </Modal>
  )
}

function toAct(version: string, framework: string, asked: Asked, reason: string, { from, until }: { from: string; until: string }): FrameworkAct | null {
  if (reason === '') return null
  if (asked.act !== 'nil') return { act: asked.act, version, framework, control: asked.control.id, reason }
  return from === '' || until === '' ? null : { act: 'nil', version, kind: asked.kind, from, until, reason }
}
