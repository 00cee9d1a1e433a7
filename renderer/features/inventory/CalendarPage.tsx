import { Button, Checkbox, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countAgenda } from '../../../shared/agenda.ts'
import type { AgendaItem } from '../../../shared/contract/inventory.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { useFileChooser } from '../../ui/files.tsx'
import { formatDate } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { NoticesPanel } from './NoticesPanel.tsx'
import classes from './inventory.module.css'

const horizons = ['30', '60', '90'] as const

const columns: SimpleColumn<AgendaItem>[] = [
  { id: 'day', header: 'day', width: '180px', cell: ({ day, late }) => (late ? <StateBadge tone="bad">{`late since ${day === null ? 'an unknown day' : formatDate(day)}`}</StateBadge> : day === null ? <span className={classes.dim}>no day set</span> : formatDate(day)) },
  { id: 'what', header: 'what', rowHeader: true, wrap: true, cell: ({ to, sentence }) => <Link to={to}>{sentence}</Link> },
]
/** Where no row has a day, a column that says so in each is left out. */
const dayless = columns.filter(({ id }) => id !== 'day')

/** What waits for whom, and what ends or is due in the weeks to come. */
export function CalendarPage() {
  const api = useApi()
  const person = useActingPerson()
  const url = useUrlState()
  const days = Number(horizons.find((one) => one === url.get('days')) ?? '90')
  const agenda = useQuery(api.inventory.agenda.queryOptions({ input: { days } }))
  const nobody = <EmptyState title="Nobody is signed in." actions={<Button onClick={() => askForSignIn()}>Sign in…</Button>} />
  const of = (whose: AgendaItem['for']) => agenda.data?.filter((item) => item.for === whose) ?? []
  const looks = of('all').filter(({ day }) => day === null)
  return (
    <Page crumbs={[{ label: 'Calendar' }]} title="Calendar" sub={agenda.data && countAgenda(agenda.data, days)} actions={<Actions days={days} onDays={(next) => url.set({ days: next })} />}>
      <Loaded query={agenda} label="calendar">
        {() => (
          <div className={classes.stack}>
            <Items title="Waits for you" items={of('me')} empty={person === null ? nobody : <EmptyState title={`Nothing waits for ${person.name}.`} />} />
            {looks.length > 0 && <Items title="Asks for another look" items={looks} empty={null} />}
            <Items title={`Ends or is due within ${days} days`} items={of('all').filter(({ day }) => day !== null)} empty={<EmptyState title="No date is near.">Approvals and waivers are listed by the day they end, checks by the day the tier wants them again.</EmptyState>} />
            <Items title="Waits for others" items={of('others')} empty={<EmptyState title="Nothing waits for anybody else." />} />
            <NoticesPanel />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

const Items = ({ title, items, empty }: { title: string; items: readonly AgendaItem[]; empty: React.ReactNode }) => (
  <Panel title={title} aside={items.length} padded={false}>
    <SimpleTable label={title} columns={items.length > 0 && items.every(({ day, late }) => day === null && !late) ? dayless : columns} rows={items} rowKey={({ id }) => id} empty={empty} />
  </Panel>
)

function Actions({ days, onDays }: { days: number; onDays: (days: string) => void }) {
  const api = useApi()
  const choose = useFileChooser()
  const [names, setNames] = useState(false)
  const save = useMutation(
    api.inventory.saveAgenda.mutationOptions({
      onSuccess: ({ path }) => void notifications.show({ title: 'The calendar was saved', message: path }),
      onError: (error) => void notifications.show({ title: 'The calendar was not saved', message: sentenceOf(error), color: 'red', autoClose: 12_000 }),
    }),
  )
  const ask = async () => {
    const out = await choose({ kind: 'save', title: 'Save the calendar', defaultPath: 'countersign.ics', filters: [{ name: 'Calendar', extensions: ['ics'] }] })
    if (out !== null) save.mutate({ days, names, out })
  }
  return (
    <div className={classes.actions}>
      <Select aria-label="How far ahead" data={horizons.map((value) => ({ value, label: `${value} days` }))} value={String(days)} onChange={(next) => onDays(next ?? '')} allowDeselect={false} w={110} />
      <Checkbox size="xs" label="with names and reasons" checked={names} onChange={(event) => setNames(event.currentTarget.checked)} />
      <Button variant="default" loading={save.isPending} onClick={() => void ask()}>
        Save as .ics…
      </Button>
    </div>
  )
}
