import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatBytes, formatDuration } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from '../experiments.module.css'

export function CommandPanel({ command: { argv, exitCode, signal, durationMs } }: { command: NonNullable<RunDetail['command']> }) {
  return (
    <Panel title="Command">
      <p className={classes.mono} style={{ marginTop: 0 }}>{argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}</p>
      <KeyValue
        labelWidth={96}
        items={[
          ['Ended with', exitCode === null ? `signal ${signal ?? 'not known'}` : <StateBadge key="c" tone={exitCode === 0 ? 'good' : 'bad'}>exit code {exitCode}</StateBadge>],
          ['Took', formatDuration(durationMs)],
        ]}
      />
    </Panel>
  )
}

export function CodePanel({ code: { commit, branch, remote, dirty } }: { code: NonNullable<RunDetail['code']> }) {
  return (
    <Panel title="Code" aside={dirty.length === 0 ? <StateBadge tone="good">all committed</StateBadge> : <StateBadge tone="caution">{countOf(dirty.length, 'change')} not committed</StateBadge>}>
      <KeyValue
        labelWidth={96}
        items={[
          ['Commit', <Digest key="c" value={commit} label="commit" />],
          ['Branch', branch],
          ['Remote', remote && <span key="r" className={classes.mono}>{remote}</span>],
        ]}
      />
      {dirty.length > 0 && (
        <details>
          <summary>What was not committed</summary>
          <ul className={classes.mono}>{dirty.map(({ path, state }) => <li key={path}>{path} ({state})</li>)}</ul>
        </details>
      )}
    </Panel>
  )
}

export function EnvironmentPanel({ environment: { lockfile, format, packages } }: { environment: NonNullable<RunDetail['environment']> }) {
  return (
    <Panel title="Environment" aside={countOf(packages.length, 'package')}>
      <KeyValue
        labelWidth={96}
        items={[
          ['Lock file', `${lockfile.name}, ${formatBytes(lockfile.bytes)}`],
          ['Format', format],
          ['SHA-256', <Digest key="d" value={lockfile.sha256} />],
        ]}
      />
      <details>
        <summary>Packages</summary>
        <ul className={classes.mono}>{packages.map(({ name, version }) => <li key={name}>{name} {version}</li>)}</ul>
      </details>
    </Panel>
  )
}
