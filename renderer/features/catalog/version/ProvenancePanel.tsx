import { Link } from '@tanstack/react-router'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import classes from '../catalog.module.css'

/** The run that it was made from, and with what; nothing for a version put together by hand. `foreign`: the run is of another workspace. */
export function ProvenancePanel({ manifest: { provenance, framework, seed }, foreign = false }: { manifest: Manifest; foreign?: boolean }) {
  if (provenance === undefined && framework === undefined && seed === undefined) return null
  const run = provenance?.run
  return (
    <Panel title="Made from">
      <KeyValue
        labelWidth={112}
        items={[
          ['run', run && (foreign ? run.id : <Link key="r" to={`/runs/${run.id}`}>{run.id.slice(0, 8)}…</Link>)],
          ['seal', run && <span key="s">{run.seal}, <Digest value={run.description} label="digest of the run’s description" /></span>],
          ['run by', run?.by.join(', ')],
          ['logged model', provenance?.loggedModel],
          ['registered', provenance?.registered && `${provenance.registered.model}, version ${provenance.registered.version}`],
          ['framework', framework],
          ['random seed', seed],
        ]}
      />
      {provenance !== undefined && provenance.unregisteredData.length > 0 && (
        <p className={classes.explain}>Its run also used {provenance.unregisteredData.map(({ name, role }) => `${name} (${role})`).join(', ')}, which no registered snapshot is.</p>
      )}
    </Panel>
  )
}
