import { ActionIcon, Button, Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { DownIcon, SearchIcon, UpIcon } from '../../../ui/icons.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { Grid } from '../../../ui/table/Grid.tsx'
import { widths as bounds } from '../../../ui/table/GridHead.tsx'
import { groups, toChoices, type Choice, type Group, type Layout } from './run-columns.tsx'
import type { RunsView } from './view.ts'
import classes from '../experiments.module.css'

const titles: Record<Group, string> = { attributes: 'Attributes', metrics: 'Metrics', parameters: 'Parameters', tags: 'Tags' }

/** As the table has them: each group with what is shown first, in its order, then the others. */
function inTableOrder(choices: readonly Choice[], { wanted, pins }: Layout): Choice[] {
  const places = new Map(wanted.map((id, at) => [id, at]))
  const place = ({ id }: Choice) => places.get(id) ?? Infinity
  const pinned = pins.flatMap((id) => choices.find((one) => one.id === id && places.has(id)) ?? [])
  const others = groups.flatMap((group) => choices.filter((one) => one.group === group && !pinned.includes(one)).toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))))
  return [...pinned, ...others]
}

/** The one of the same kind that stands before or after it in the table; undefined at the ends. */
function neighbour(ids: readonly string[], choices: ReadonlyMap<string, Choice>, id: string, by: -1 | 1): string | undefined {
  const own = ids.filter((one) => choices.get(one)?.group === choices.get(id)?.group)
  return own[own.indexOf(id) + by]
}

const swap = (ids: readonly string[], a: string, b: string): string[] => ids.map((id) => (id === a ? b : id === b ? a : id))

/** Which columns the table has, in which order, how wide, and which of them stay at the left; what is chosen holds at once and stands in the address. */
export function ColumnsDialog({ view, onClose }: { view: RunsView; onClose: () => void }) {
  const { keys, layout, isUsual, arrange, reset } = view
  const [text, setText] = useState('')
  const [group, setGroup] = useState<string | null>(null)
  const choices = useMemo(() => toChoices(keys), [keys])
  const rows = useMemo(() => inTableOrder(choices, layout).filter((one) => (group === null || one.group === group) && one.header.toLowerCase().includes(text.trim().toLowerCase())), [choices, layout, group, text])
  const columns = useMemo(() => toColumns(choices, layout, arrange), [choices, layout, arrange])
  const shown = rows.filter(({ id }) => layout.wanted.includes(id)).length
  const showAll = (isShown: boolean) => {
    const ids = rows.map(({ id }) => id)
    arrange({ wanted: isShown ? [...new Set([...layout.wanted, ...ids])] : layout.wanted.filter((id) => !ids.includes(id)) })
  }
  return (
    <Modal opened onClose={onClose} title="Columns of the table" size={760} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        <search className={classes.actions} aria-label="Search columns">
          <TextInput type="search" aria-label="Search columns" placeholder="Search columns" leftSection={<SearchIcon />} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
          <Select aria-label="Group" placeholder="all groups" data={groups.map((one) => ({ value: one, label: titles[one] }))} value={group} onChange={setGroup} clearable clearButtonProps={{ 'aria-label': 'All groups' }} w={140} />
          <Button variant="default" disabled={shown === rows.length} onClick={() => showAll(true)}>
            Show these
          </Button>
          <Button variant="default" disabled={shown === 0 || shown === layout.wanted.length} onClick={() => showAll(false)}>
            Hide these
          </Button>
          <span className={classes.quiet} aria-live="polite">
            {formatCount(shown)} of {formatCount(rows.length)} shown
          </span>
        </search>
        <div className={classes.list}>{rows.length === 0 ? <p className={classes.note}>No column is called so.</p> : <Grid label="Columns" columns={columns} count={rows.length} rowAt={(index) => rows[index]} />}</div>
        <div className={classes.actions}>
          <Button variant="default" disabled={isUsual} onClick={reset}>
            Usual columns
          </Button>
          <Button onClick={onClose}>Done</Button>
        </div>
      </div>
    </Modal>
  )
}

function toColumns(choices: readonly Choice[], { wanted, pins, widths }: Layout, arrange: RunsView['arrange']): Column<Choice>[] {
  const byId = new Map(choices.map((one) => [one.id, one]))
  const order = (id: string) => (pins.includes(id) ? pins : wanted)
  const move = (id: string, by: -1 | 1) => {
    const isPinned = pins.includes(id)
    const other = isPinned ? pins[pins.indexOf(id) + by] : neighbour(wanted.filter((one) => !pins.includes(one)), byId, id, by)
    if (other !== undefined) arrange(isPinned ? { pins: swap(pins, id, other) } : { wanted: swap(wanted, id, other) })
  }
  const ends = (id: string, by: -1 | 1) => !wanted.includes(id) || (order(id) === pins ? pins[pins.indexOf(id) + by] === undefined : neighbour(wanted.filter((one) => !pins.includes(one)), byId, id, by) === undefined)
  const toggle = (list: readonly string[], id: string, isIn: boolean) => (isIn ? [...list, id] : list.filter((one) => one !== id))
  return [
    { id: 'shown', header: 'shown', width: '64px', cell: ({ id, header }) => <Checkbox size="xs" aria-label={`Show ${header}`} checked={wanted.includes(id)} onChange={(event) => arrange({ wanted: toggle(wanted, id, event.currentTarget.checked) })} className={classes.tick} /> },
    { id: 'name', header: 'column', width: 'minmax(160px, 1fr)', cell: ({ header }) => <strong title={header}>{header}</strong> },
    { id: 'group', header: 'group', width: '96px', cell: ({ group }) => titles[group] },
    { id: 'pinned', header: 'at the left', width: '84px', cell: ({ id, header }) => <Checkbox size="xs" aria-label={`Keep ${header} at the left`} checked={pins.includes(id)} disabled={!wanted.includes(id)} onChange={(event) => arrange({ pins: toggle(pins, id, event.currentTarget.checked) })} className={classes.tick} /> },
    {
      id: 'order',
      header: 'order',
      width: '72px',
      cell: ({ id, header }) => (
        <span className={classes.steps}>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${header} forward`} disabled={ends(id, -1)} onClick={() => move(id, -1)}>
            <UpIcon />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${header} back`} disabled={ends(id, 1)} onClick={() => move(id, 1)}>
            <DownIcon />
          </ActionIcon>
        </span>
      ),
    },
    {
      id: 'width',
      header: 'width',
      width: '92px',
      cell: ({ id, header, width }) => (
        <NumberInput size="xs" aria-label={`Width of ${header} in pixels`} value={widths.get(id) ?? width} min={bounds.least} max={bounds.most} step={8} hideControls onChange={(value) => typeof value === 'number' && value >= bounds.least && value <= bounds.most && arrange({ widths: new Map(widths).set(id, Math.round(value)) })} className={classes.width} />
      ),
    },
  ]
}
