import type { VersionDetail } from '../../../../shared/contract/catalog.ts'
import { Columns } from '../../../ui/Page.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { formatCount, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { ArtefactPanel, CodePanel, DataPanel } from './parts.tsx'
import { EnvironmentPanel, ParametersPanel } from './settings.tsx'
import { ProvenancePanel } from './ProvenancePanel.tsx'
import { findGaps } from './missing.ts'
import { useVersion } from './use-version.ts'
import classes from '../catalog.module.css'

/** What the version is, every part by its digest, and what it does not bind. */
export function ManifestTab() {
  const { query } = useVersion()
  return (
    <Loaded query={query} label="manifest">
      {(version) => (
        <Columns
          asideWidth="minmax(340px, 420px)"
          main={
            <>
              <ArtefactPanel artefact={version.manifest.artefact} />
              <DataPanel data={version.manifest.data} />
              <CodePanel code={version.manifest.code} />
              <EnvironmentPanel environment={version.manifest.environment} />
            </>
          }
          aside={
            <>
              <IdentityPanel version={version} />
              <GapsPanel version={version} />
              <ProvenancePanel manifest={version.manifest} />
              <ParametersPanel parameters={version.manifest.parameters} />
            </>
          }
        />
      )}
    </Loaded>
  )
}

function IdentityPanel({ version }: { version: VersionDetail }) {
  return (
    <Panel title="Identity">
      <KeyValue
        items={[
          ['manifest', <Digest key="m" value={version.manifestHash} label="manifest digest" whole />],
          ['registered', `entry ${formatCount(version.seq)}, ${formatExact(version.at)}`],
          ['authors', version.authors.join(', ')],
          ['note', version.note || null],
        ]}
        labelWidth={78}
      />
      <p className={classes.explain}>
        The digest is the SHA-256 of the manifest’s canonical JSON. It is the version’s identity: reviews and signatures name it, and any other content has another one.
      </p>
    </Panel>
  )
}

function GapsPanel({ version }: { version: VersionDetail }) {
  const gaps = findGaps(version.manifest)
  return (
    <Panel title="Not bound by this manifest" aside={gaps.length === 0 ? <StateBadge tone="good">complete</StateBadge> : `${gaps.length} of 5`}>
      {gaps.length === 0 ? (
        <p>Artefact, data, code, environment and parameters are all there.</p>
      ) : (
        <ul className={classes.gaps}>
          {gaps.map((gap) => (
            <li key={gap.part + gap.meaning}>
              <StateBadge tone="void">{gap.part}</StateBadge> <span>{gap.meaning}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
