import type { Command } from 'commander'
import type { Lineage, LineageSubject } from '../../shared/contract/lineage.ts'
import { plural } from '../../shared/counts.ts'
import { AppError } from '../../shared/errors.ts'
import { groupLineage } from '../../shared/lineage-groups.ts'
import { lineageStages, lineageTitles, proofTitles, stageTitles } from '../../shared/lineage-words.ts'
import type { Workspace } from '../core/workspace.ts'
import { toTable } from './output.ts'
import { findRun } from './runs/names.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addLineage(program: Command, terminal: Terminal): void {
  program
    .command('lineage')
    .description('Shows what led to a version, a run or a snapshot and what came of it. Each line says which digest or entry proves it, or that it rests on a name only.')
    .argument('<what>', 'MODEL@N, SNAPSHOT@N, or a run by its id or the beginning of it')
    .option('--all', 'every run and check, where there are many of a kind')
    .action((text: string, { all = false }: { all?: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const lineage = workspace.lineage.of(toSubject(workspace, text))
        terminal.output.result(lineage, toText(lineage, all))
      }),
    )
}

function toSubject({ catalog, experiments }: Workspace, text: string): LineageSubject {
  if (!text.includes('@')) return { type: 'run', ref: findRun(experiments, text) }
  const name = text.slice(0, text.lastIndexOf('@'))
  const isModel = catalog.models().some((model) => model.name === name)
  if (!isModel && !catalog.datasets().some((dataset) => dataset.name === name)) throw new AppError('NOT_FOUND', `There is no model and no dataset “${name}” in this workspace.`)
  return { type: isModel ? 'version' : 'snapshot', ref: text }
}

/** Columns of the picture one after the other, then what leads where and by which proof, then what is not known. */
export function toText(lineage: Lineage, all: boolean): string {
  const { nodes, edges } = groupLineage(lineage, { most: all ? Infinity : 12 })
  const nameOf = new Map(nodes.map(({ id, kind, name, holds }) => [id, holds ? name : `${lineageTitles[kind].one} ${name}`]))
  const things = lineageStages.flatMap((stage) => nodes.filter((node) => node.stage === stage).map(({ kind, name, note, state, digest, seq }) => [stageTitles[stage], lineageTitles[kind].one, name, [state?.word, note].filter(Boolean).join(', '), digest?.slice(0, 12) ?? '', seq === null ? '' : String(seq)]))
  const ways = edges.map(({ from, to, by, says, digest, seq }) => [nameOf.get(from)!, '→', nameOf.get(to)!, proofTitles[by], says, digest?.slice(0, 12) ?? '', seq === null ? '' : String(seq)])
  return [
    toTable(['where', 'what', 'name', 'how it stands', 'digest', 'entry'], things),
    ways.length === 0 ? 'Nothing leads to it and nothing came of it.' : toTable(['from', '', 'to', 'proof', 'what it rests on', 'digest', 'entry'], ways),
    ...(lineage.gaps.length === 0 ? [] : [['Not known:', ...lineage.gaps.map(({ says }) => `  ${says}`)].join('\n')]),
    ...lineage.left.map(({ kind, count }) => `${plural(count, `more ${lineageTitles[kind].one}`)} on the same data not listed.`),
  ].join('\n\n')
}
