import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ForeignRequestDetail } from '../../../../shared/contract/interop.ts'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { formatCount, formatExact } from '../../../ui/format.ts'
import { Mono } from '../../../ui/Mono.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { decisionWords } from '../wording.ts'
import { ExportDialog } from './ExportDialog.tsx'
import classes from '../reviews.module.css'

/** What was signed here: it counts in the other workspace once the file is imported there. */
export function AnswersPanel({ detail }: { detail: ForeignRequestDetail }) {
  const person = useActingPerson()
  const [sending, setSending] = useState<string | null>(null)
  return (
    <Panel title="Signed here">
      <div className={classes.sign}>
        {detail.answers.map(({ seq, name, email, decision, at, note, cosigned }) => (
          <div key={seq} className={classes.answer}>
            <p>
              <strong>{name}</strong> {decisionWords[decision]}, {formatExact(at)}, <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
              {cosigned && `; cosigned the state of ${detail.ledgerName} as a witness`}
            </p>
            <Mono text={note} label={`signed text of ${name}`} wrap maxHeight={180} />
            <div>
              <Button onClick={() => (person === null ? askForSignIn() : setSending(email))}>Save the answer of {name}…</Button>
            </div>
          </div>
        ))}
        <p className={classes.hint}>The signature counts in {detail.ledgerName} once its people import the file.</p>
        {sending !== null && <ExportDialog record={detail.id} by={sending} onClose={() => setSending(null)} />}
      </div>
    </Panel>
  )
}
