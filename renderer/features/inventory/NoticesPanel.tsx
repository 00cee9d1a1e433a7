import { Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoticeSettings } from '../../../shared/contract/notices.ts'
import { useApi, useConnection } from '../../api/provider.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import classes from './inventory.module.css'

/** Whether this computer says by itself what waits. A browser is asked for its leave only when somebody turns it on. */
export function NoticesPanel() {
  const api = useApi()
  const { bridge } = useConnection()
  const queries = useQueryClient()
  const [refused, setRefused] = useState(false)
  const query = useQuery(api.notices.settings.queryOptions())
  const change = useMutation(api.notices.change.mutationOptions({ onSuccess: (settings) => queries.setQueryData(api.notices.settings.queryKey(), settings) }))
  const set = async (settings: NoticeSettings) => {
    change.mutate(settings)
    if (settings.on && bridge === null && 'Notification' in globalThis) setRefused((await Notification.requestPermission()) !== 'granted')
  }
  return (
    <Panel title="Notices on this computer">
      <Loaded query={query} label="notices">
        {({ on, names }) => (
          <div className={classes.stack}>
            <Checkbox
              label="Tell me at the start and once a day what waits and what ends"
              description="Says how many, and leads here or to the reviews."
              checked={on}
              onChange={(event) => void set({ on: event.currentTarget.checked, names })}
            />
            <Checkbox
              label="With models, people and reasons"
              description="Whoever sees this screen, also while it is locked, may read them."
              checked={names}
              disabled={!on}
              onChange={(event) => void set({ on, names: event.currentTarget.checked })}
            />
            {refused && <output>This browser does not let Countersign show notices on the desktop: they appear inside its window.</output>}
            {change.error !== null && <p role="alert">{sentenceOf(change.error)}</p>}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
