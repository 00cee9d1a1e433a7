import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupState, NotedBackup } from '../../../../shared/contract/backups.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useFileChooser } from '../../../ui/files.tsx'
import { countOf, formatBytes } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Tone } from '../../../ui/tone.ts'
import { ScheduleDialog } from './ScheduleDialog.tsx'
import classes from './integrity.module.css'

export function BackupPanel() {
  const api = useApi()
  const state = useQuery(api.backups.state.queryOptions())
  const data = state.data
  const { tone, word } = standingOf(data)
  return (
    <Panel title="Backups" aside={data && <StateBadge tone={tone}>{word}</StateBadge>}>
      <Loaded query={state} label="backups">
        {(loaded) => <Backups state={loaded} />}
      </Loaded>
    </Panel>
  )
}

function standingOf(state: BackupState | undefined): { tone: Tone; word: string } {
  if (state?.reminder) return { tone: 'caution', word: 'due' }
  return state?.last ? { tone: 'good', word: 'up to date' } : { tone: 'void', word: 'none yet' }
}

function Backups({ state }: { state: BackupState }) {
  const [scheduling, setScheduling] = useState(false)
  const { last, reminder, settings, nextAt, entriesSince } = state
  return (
    <div className={classes.part}>
      {reminder !== null && <p>{reminder}</p>}
      <KeyValue
        labelWidth={84}
        items={[
          ['last', last === null ? 'none yet' : <Last key="l" backup={last} />],
          ['since then', last !== null && (entriesSince === 0 ? 'no entry' : countOf(entriesSince, 'entry', 'entries'))],
          ['schedule', settings.every === 'off' ? 'none' : `every ${settings.every} into ${settings.folder ?? 'no folder'}`],
          ['next', nextAt !== null && <Instant key="n" at={nextAt} />],
        ]}
      />
      <BackUpNow suggested={state.suggestedFile} onSchedule={() => setScheduling(true)} />
      {scheduling && <ScheduleDialog settings={settings} onClose={() => setScheduling(false)} />}
    </div>
  )
}

function Last({ backup }: { backup: NotedBackup }) {
  return (
    <>
      <RelativeTime at={backup.at} />, {countOf(backup.size, 'entry', 'entries')}, {formatBytes(backup.bytes)}, read back and verified
      <br />
      <code className={classes.mono}>{backup.path}</code> {!backup.present && <StateBadge tone="caution">not there now</StateBadge>}
    </>
  )
}

function BackUpNow({ suggested, onSchedule }: { suggested: string; onSchedule: () => void }) {
  const api = useApi()
  const choose = useFileChooser()
  const [id, setId] = useState<string | null>(null)
  const make = useMutation(api.backups.make.mutationOptions({ onSuccess: ({ job }) => setId(job) }))
  const run = useJobRun<NotedBackup>(id, () => {})
  const ask = async () => {
    const file = await choose({ kind: 'save', title: 'Back up to', defaultPath: suggested })
    if (file !== null) make.mutate({ file })
  }
  return (
    <>
      {run.running && run.job !== undefined && <ProgressLine title={run.job.title} {...run.job.progress} onCancel={run.cancel} />}
      {(make.error ?? run.failure) !== null && <ErrorState error={make.error ?? run.failure} kept="The workspace was only read; no backup was noted." />}
      <div className={classes.actions}>
        <Button loading={make.isPending || run.running} onClick={() => void ask()}>
          Back up now…
        </Button>
        <Button variant="default" onClick={onSchedule}>
          Schedule…
        </Button>
      </div>
    </>
  )
}
