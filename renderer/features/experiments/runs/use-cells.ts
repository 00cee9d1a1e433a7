import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { MetricValue } from '../../../../shared/contract/runs.ts'
import { useApi, type Api } from '../../../api/provider.tsx'
import { pageSize } from '../../../ui/table/WindowedTable.tsx'
import { decimalsOf } from '../words.tsx'
import { toChoices, type Cells, type Choice, type Keys } from './run-columns.tsx'
import type { RunsView } from './view.ts'

/** Columns that are read together. */
const blockSize = 40

type Read = Awaited<ReturnType<Api['experiments']['cells']['call']>>

/** Columns that hold values, in blocks of neighbours. */
function toBlocks(keys: Keys, wanted: readonly string[]): Choice[][] {
  const choices = new Map(toChoices(keys).map((choice) => [choice.id, choice]))
  const values = wanted.flatMap((id) => choices.get(id) ?? []).filter(({ group }) => group !== 'attributes')
  return Array.from({ length: Math.ceil(values.length / blockSize) }, (_, at) => values.slice(at * blockSize, (at + 1) * blockSize))
}

const keysOf = (block: readonly Choice[], group: keyof Keys) => block.filter((one) => one.group === group).map(({ header }) => header)

/**
 * Values of the cells on screen, read beside the rows: by pages of rows and blocks of columns, so that 300 columns cost no more than those in sight.
 * While something is read anew, what was read before stays.
 */
export function useCells(page: RunsView['page'], keys: Keys, wanted: readonly string[]): { values: Cells; onPages: (pages: readonly number[]) => void; onColumns: (ids: string) => void } {
  const api = useApi()
  const [pages, setPages] = useState<readonly number[]>([0])
  const [ids, setIds] = useState('')
  const blocks = useMemo(() => toBlocks(keys, wanted), [keys, wanted])
  const rows = useQueries({ queries: pages.map((number) => page(number * pageSize, pageSize)) })
  const runsOf = rows.map(({ data }) => data?.rows.map(({ id }) => id) ?? [])
  const inSight = useMemo(() => {
    const shown = new Set(ids.split('\n'))
    const seen = blocks.map((block) => ids === '' || block.some(({ id }) => shown.has(id)))
    // The neighbour is read as well: whoever scrolls on finds it there.
    return blocks.filter((_, at) => seen[at] === true || seen[at - 1] === true || seen[at + 1] === true)
  }, [blocks, ids])
  const wants = runsOf.flatMap((runs) => (runs.length === 0 ? [] : inSight.map((block) => ({ runs, metrics: keysOf(block, 'metrics'), parameters: keysOf(block, 'parameters'), tags: keysOf(block, 'tags') }))))
  const values = useQueries({
    queries: wants.map((input) => ({ ...api.experiments.cells.queryOptions({ input }), placeholderData: keepPreviousData })),
    combine,
  })
  return { values, onPages: setPages, onColumns: setIds }
}

/** What was read says itself what it is of, so that an older answer can stand in until the newer one is there. */
function combine(results: readonly { data: Read | undefined }[]): Cells {
  const found = new Map<string, { at: ReadonlyMap<string, number>; values: readonly (string | number | null)[] }[]>()
  for (const { data } of results) {
    if (data === undefined) continue
    const at = new Map(data.runs.map((run, index) => [run, index]))
    for (const kind of ['metrics', 'parameters', 'tags'] as const) {
      for (const { key, values } of data[kind]) {
        const name = `${kind} ${key}`
        found.set(name, [...(found.get(name) ?? []), { at, values }])
      }
    }
  }
  const decimals = new Map<string, number>()
  return {
    valueOf({ id }, kind, key) {
      const place = found.get(`${kind} ${key}`)?.find(({ at }) => at.has(id))
      return place?.values[place.at.get(id)!]
    },
    decimalsIn(metric) {
      const known = decimals.get(metric) ?? decimalsOf((found.get(`metrics ${metric}`) ?? []).flatMap(({ values }) => values.filter((value): value is MetricValue => value !== null)))
      decimals.set(metric, known)
      return known
    },
  }
}
