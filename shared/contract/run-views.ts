import * as z from 'zod'
import { experimentId, runId } from '../ids.ts'
import { instant, line, procedure } from './procedure.ts'
import { metricValue, runLimits } from './runs.ts'

const key = z.string().min(1).max(runLimits.keyCharacters)
const keys = z.array(key).max(500).default([])

/** What stands in the address of a runs table: filter, order, columns, chart. */
export const viewState = z.record(z.string().max(40), z.string().max(60_000)).refine((state) => Object.keys(state).length <= 40, 'has more than 40 parts')

export const runView = z.object({ id: z.number().int(), name: z.string(), state: viewState, person: z.string(), savedAt: instant })
export type RunView = z.infer<typeof runView>

const columns = <T extends z.ZodType>(cell: T) => z.array(z.object({ key: z.string(), values: z.array(cell.nullable()) }))

export const runViewProcedures = {
  /** Values of some runs under some names: a list a name, in the order of the runs; null where a run has none. */
  cells: procedure
    .input(z.object({ runs: z.array(runId).max(1000), metrics: keys, parameters: keys, tags: keys }))
    .output(z.object({ runs: z.array(runId), metrics: columns(metricValue), parameters: columns(z.string()), tags: columns(z.string()) })),
  /** Values that occur, for completion: those that hold `part`, the most frequent first, at most 50 of at most 200 characters. */
  values: procedure
    .input(z.object({ experiments: z.array(experimentId).max(500), entity: z.enum(['parameter', 'tag', 'attribute', 'dataset']), key, part: z.string().max(200).default('') }))
    .output(z.array(z.string())),
  /** Views that people keep of an experiment's runs, by name; for everyone in the workspace, and no part of the ledger. */
  views: procedure.input(z.object({ experiment: experimentId })).output(z.array(runView)),
  /** CONFLICT where a view has that name, unless it is to be replaced. */
  saveView: procedure.input(z.object({ experiment: experimentId, name: line(120), state: viewState, replace: z.boolean().default(false) })).output(runView),
  renameView: procedure.input(z.object({ view: z.number().int(), name: line(120) })).output(runView),
  removeView: procedure.input(z.object({ view: z.number().int() })).output(z.object({ removed: z.boolean() })),
}
