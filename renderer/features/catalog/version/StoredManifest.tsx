import type { Manifest } from '../../../../shared/contract/catalog.ts'
import { ProvenancePanel } from './ProvenancePanel.tsx'
import { ArtefactPanel, CodePanel, DataPanel } from './parts.tsx'
import { EnvironmentPanel, ParametersPanel } from './settings.tsx'

/** The manifest of a version that another workspace registered: all of it, with nothing to open here. */
export function StoredManifest({ manifest }: { manifest: Manifest }) {
  return (
    <>
      <ArtefactPanel artefact={manifest.artefact} />
      <DataPanel data={manifest.data} foreign />
      <CodePanel code={manifest.code} />
      <ProvenancePanel manifest={manifest} foreign />
      <ParametersPanel parameters={manifest.parameters} />
      <EnvironmentPanel environment={manifest.environment} />
    </>
  )
}
