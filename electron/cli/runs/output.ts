import { plural } from '../../../shared/counts.ts'
import type { RunDetail } from '../../../shared/contract/runs.ts'
import type { Workspace } from '../../core/workspace.ts'
import { toFields, toRows } from '../output.ts'
import type { Terminal } from '../session.ts'
import { describeReproduction } from './reproduction.ts'

/** A rerun is shown with how it stands to its original. */
export function show({ output }: Terminal, run: RunDetail, reproductions: ReturnType<Workspace['experiments']['reproductions']> = { of: null, by: [] }): void {
  const { sealed, versions } = run
  const list = (values: Readonly<Record<string, unknown>>) => Object.entries(values).map(([key, value]) => `${key} = ${String(value)}`)
  const fields = toFields([
    ['Run', `${run.name} (${run.id})`],
    ['Experiment', `${run.experimentName} (${run.experiment})`],
    ['Status', `${run.status}${run.discardedFor ? `, set aside: ${run.discardedFor.reason}` : ''}`],
    ...(run.clockNote === null ? [] : [['Its clock', run.clockNote] as const]),
    ['Seal', sealed === null ? 'none: the run is open' : `version ${sealed.number}, entry ${versions[0]?.seq ?? '?'}, ${sealed.sha256}${run.changed ? '; changed since' : ''}`],
    ...toRows('Parameters', list(run.parameters)),
    ...toRows('Metrics', list(run.metrics)),
    ...toRows('Tags', list(run.tags)),
    ...toRows('Data', run.datasets.map(({ name, role, digest, snapshot, sha256 }) => `${snapshot ?? name} (${role}) ${sha256 ?? `client's digest ${digest}`}`)),
    ...toRows('Files', run.artefacts.map(({ path, sha256 }) => `${sha256}  ${path}`)),
    ...(run.code ? [['Code', `${run.code.commit}${run.code.dirty.length === 0 ? '' : `, ${plural(run.code.dirty.length, 'changed file')}`}`] as const] : []),
    ...(run.environment ? [['Environment', `${run.environment.lockfile.name}, ${plural(run.environment.packages.length, 'package')}`] as const] : []),
    ...(run.command ? [['Command', `${run.command.argv.join(' ')} → ${run.command.exitCode ?? run.command.signal ?? '?'} after ${(run.command.durationMs / 1000).toFixed(1)} s`] as const] : []),
  ])
  output.result(reproductions.of === null ? run : { ...run, reproduces: reproductions.of }, `${fields}${describeReproduction(reproductions)}`)
}
