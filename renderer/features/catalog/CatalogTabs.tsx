import { Tabs } from '../../ui/Tabs.tsx'

/** Models and the use cases they serve are two lists of one module. */
export const CatalogTabs = () => (
  <Tabs
    label="Models and use cases"
    tabs={[
      { label: 'Models', to: '/models' },
      { label: 'Use cases', to: '/use-cases' },
    ]}
  />
)
