import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import type { checkpointCheck } from '../../../shared/contract/ledger.ts'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { formatCount } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Tone } from '../../ui/tone.ts'
import classes from './ledger.module.css'

type Check = z.infer<typeof checkpointCheck>

const outcomes: Record<Check['outcome'], { tone: Tone; word: string }> = {
  holds: { tone: 'good', word: 'holds' },
  forked: { tone: 'bad', word: 'forked' },
  ahead: { tone: 'bad', word: 'ahead of this ledger' },
  other_ledger: { tone: 'void', word: 'another ledger' },
  bad_signature: { tone: 'bad', word: 'bad signature' },
}
const filters = [{ name: 'Checkpoints and PDFs', extensions: ['pdf', 'txt', 'note', 'checkpoint', '*'] }]

/** Holds a checkpoint from outside (a note, or one of our PDFs) against this ledger. */
export function CheckFilePanel() {
  const api = useApi()
  const [path, setPath] = useState('')
  const check = useMutation(api.ledger.checkFile.mutationOptions())
  return (
    <Panel title="Check a checkpoint or a PDF" aside="from outside">
      <form
        className={classes.check}
        onSubmit={(event) => {
          event.preventDefault()
          check.mutate({ path })
        }}
      >
        <FileField
          label="File"
          description="A checkpoint that was kept elsewhere, or a dossier that somebody received."
          filters={filters}
          value={path}
          onChange={(next) => {
            setPath(next)
            check.reset()
          }}
        />
        <div>
          <Button type="submit" variant="default" disabled={path === ''} loading={check.isPending}>
            Check against this ledger
          </Button>
        </div>
        {check.error !== null && <ErrorState error={check.error} kept="The ledger was only read." />}
        {check.data !== undefined && <Outcome check={check.data} />}
      </form>
    </Panel>
  )
}

function Outcome({ check }: { check: Check }) {
  const { tone, word } = outcomes[check.outcome]
  return (
    <output className={classes.check}>
      <span>
        <StateBadge tone={tone}>{word}</StateBadge>
      </span>
      <p>{check.sentence}</p>
      <KeyValue
        labelWidth={72}
        items={[
          ['its size', formatCount(check.size)],
          ['its root', <code key="t" className={classes.mono}>{check.theirs}</code>],
          ['our root', check.ours !== null && <code key="o" className={classes.mono}>{check.ours}</code>],
        ]}
      />
    </output>
  )
}
