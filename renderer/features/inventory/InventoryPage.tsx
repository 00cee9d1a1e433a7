import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import type { InventoryRow } from '../../../shared/contract/inventory.ts'
import { groupInventory, inventoryGroupings, toInventoryCsv, type InventoryGroup, type InventoryGrouping } from '../../../shared/inventory-words.ts'
import { useApi } from '../../api/provider.tsx'
import { CopyCsv } from '../../ui/CopyCsv.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { useFileChooser } from '../../ui/files.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { groupTable, inventoryTable } from './columns.tsx'
import { InventoryTabs } from './InventoryTabs.tsx'
import classes from './inventory.module.css'

const none: never[] = []
const keyOf = ({ model }: InventoryRow) => model
const keyOfGroup = ({ name }: InventoryGroup) => name
/** The column of the table that holds what is grouped by. */
const columnOf: Record<InventoryGrouping, string> = { tier: 'tier', owner: 'owner', 'use-case': 'useCase' }
const groupWords: Record<InventoryGrouping, string> = { tier: 'tier', owner: 'owner', 'use-case': 'use case' }

/** Every model with who answers for it and how it stands; filters and grouping stand in the address. */
export function InventoryPage() {
  const api = useApi()
  const navigate = useNavigate()
  const inventory = useQuery(api.inventory.list.queryOptions())
  const rows = inventory.data ?? none
  return (
    <Page fill crumbs={[{ label: 'Inventory' }]} title="Inventory" sub={inventory.data && countOf(rows.length, 'model')} actions={rows.length > 0 && <Actions rows={rows} />} tabs={<InventoryTabs />}>
      <Groups rows={rows} />
      <Panel padded={false} fill>
        <Loaded query={inventory} label="inventory">
          {() => <DataTable label="models" columns={inventoryTable} rows={rows} rowKey={keyOf} onOpen={({ model }) => void navigate({ to: `/models/${model}` })} empty={<NoModels />} />}
        </Loaded>
      </Panel>
    </Page>
  )
}

/** How many of each group stand how; opening a group shows only its models. */
function Groups({ rows }: { rows: readonly InventoryRow[] }) {
  const url = useUrlState()
  const by = inventoryGroupings.find((one) => one === url.get('group'))
  const groups = useMemo(() => (by === undefined ? none : groupInventory(rows, by)), [rows, by])
  if (by === undefined || groups.length === 0) return null
  return (
    <Panel title={`By ${groupWords[by]}`} aside={groups.length} padded={false}>
      <DataTable label="groups" columns={groupTable} rows={groups} rowKey={keyOfGroup} tools={false} maxHeight={220} urlPrefix="by-" onOpen={({ name }) => url.set({ [columnOf[by]]: name })} empty={null} />
    </Panel>
  )
}

function Actions({ rows }: { rows: readonly InventoryRow[] }) {
  const api = useApi()
  const choose = useFileChooser()
  const url = useUrlState()
  const save = useMutation(
    api.inventory.saveCsv.mutationOptions({
      onSuccess: ({ path }) => void notifications.show({ title: 'The inventory was saved', message: path }),
      onError: (error) => void notifications.show({ title: 'The inventory was not saved', message: sentenceOf(error), color: 'red', autoClose: 12_000 }),
    }),
  )
  const ask = async () => {
    const out = await choose({ kind: 'save', title: 'Save the inventory', defaultPath: 'inventory.csv', filters: [{ name: 'CSV', extensions: ['csv'] }] })
    if (out !== null) save.mutate({ out })
  }
  return (
    <div className={classes.actions}>
      <Select
        aria-label="Group by"
        placeholder="no groups"
        data={inventoryGroupings.map((value) => ({ value, label: `by ${groupWords[value]}` }))}
        value={url.get('group') || null}
        onChange={(group) => url.set({ group: group ?? '' })}
        clearable
        clearButtonProps={{ 'aria-label': 'No groups' }}
        w={150}
      />
      <CopyCsv csv={() => toInventoryCsv(rows)} />
      <Button variant="default" loading={save.isPending} onClick={() => void ask()}>
        Save as CSV…
      </Button>
    </div>
  )
}

function NoModels() {
  return (
    <EmptyState screen title="No model is registered yet.">
      <p>
        The inventory lists every model with its tier, the people who answer for it, its approval and what is late. <Link to="/models">Register a model</Link> first.
      </p>
    </EmptyState>
  )
}
