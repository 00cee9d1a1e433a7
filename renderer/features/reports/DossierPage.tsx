import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { ExportPanel } from './ExportPanel.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import classes from './reports.module.css'

/** One dossier: which version, how it will look, where it goes. The version stands in the address. */
export function DossierPage() {
  const api = useApi()
  const url = useUrlState()
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const versions = models.flatMap((model) => model.versions.map(({ ref }) => ref)).toReversed()
  const version = url.get('version') || (versions.length === 1 ? (versions[0] ?? '') : '')
  const [job, setJob] = useState<string | null>(null)
  return (
    <Page
      fill
      crumbs={[{ label: 'Reports', to: '/reports' }, { label: 'New dossier' }]}
      title={version === '' ? 'New dossier' : `Dossier of ${version}`}
      sub="PDF with structure tree and the machine-readable bundle attached"
    >
      <div className={classes.split}>
        <ExportPanel key={version} version={version} versions={versions} onVersion={(next) => url.set({ version: next })} job={job} onJob={setJob} />
        {version === '' ? (
          <Panel title="Preview">
            <EmptyState title="Choose a version to see its dossier." />
          </Panel>
        ) : (
          <PreviewPanel key={version} version={version} />
        )}
      </div>
    </Page>
  )
}
