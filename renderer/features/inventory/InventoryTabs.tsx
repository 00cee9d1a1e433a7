import { Tabs } from '../../ui/Tabs.tsx'

export const InventoryTabs = () => (
  <Tabs
    label="Inventory"
    tabs={[
      { label: 'Models', to: '/inventory' },
      { label: 'Attestations', to: '/inventory/attestations' },
    ]}
  />
)
