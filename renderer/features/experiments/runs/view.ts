import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { nextSorting, parseSortKey, toSortKey, useUrlState } from '../../../ui/table/url-state.ts'
import { checkFilter } from './filter.ts'
import { byName } from '../words.tsx'
import { toUsualColumns, type Group, type Keys, type Layout } from './run-columns.tsx'

export const shows = [
  { value: 'kept', label: 'kept runs' },
  { value: 'discarded', label: 'set aside' },
  { value: 'all', label: 'all runs' },
] as const

const noKeys: Keys = { parameters: [], metrics: [], tags: [] }
const inOrder = ({ parameters, metrics, tags }: Keys): Keys => ({ parameters: parameters.toSorted(byName), metrics: metrics.toSorted(byName), tags: tags.toSorted(byName) })

const listOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))

export const parseWidths = (text: string): Map<string, number> => new Map(listOf(text).flatMap((line) => {
  const [id = '', width = ''] = line.split('\t')
  return Number(width) > 0 ? [[id, Number(width)] as const] : []
}))
export const printWidths = (widths: ReadonlyMap<string, number>): string => [...widths].map(([id, width]) => `${id}\t${width}`).join('\n')

export type RunsView = ReturnType<typeof useRunsView>

/** What the runs of an experiment are shown as: all of it stands in the address. */
export function useRunsView(experiment: string) {
  const api = useApi()
  const url = useUrlState()
  const { set } = url
  const keys = useQuery({ ...api.experiments.keys.queryOptions({ input: { experiments: [experiment] } }), select: inOrder, placeholderData: keepPreviousData }).data ?? noKeys
  const filter = url.get('filter')
  const sort = url.get('sort')
  const columnText = url.get('columns')
  const runText = url.get('runs')
  const pinText = url.get('pins')
  const widthText = url.get('widths')
  const foldText = url.get('folded')
  const show = shows.find(({ value }) => value === url.get('show'))?.value ?? 'kept'
  // While an edge is held, the address stays as it is.
  const [held, setHeld] = useState<ReadonlyMap<string, number> | null>(null)
  const sorting = useMemo(() => parseSortKey(sort), [sort])
  const chosen = useMemo(() => listOf(runText), [runText])
  const layout = useMemo<Layout>(
    () => ({ wanted: columnText === '' ? toUsualColumns(keys) : listOf(columnText), pins: listOf(pinText), widths: held ?? parseWidths(widthText), folded: listOf(foldText) }),
    [columnText, keys, pinText, held, widthText, foldText],
  )
  // An address that somebody wrote by hand may hold what can not be read: it is said under the box, and nothing is asked for.
  const asked = checkFilter(filter) === null ? filter : ''
  const orderBy = sorting === null ? [] : [`${sorting.id} ${sorting.desc ? 'DESC' : 'ASC'}`]
  const page = (offset: number, limit: number) => api.experiments.runs.queryOptions({ input: { experiments: [experiment], filter: asked, orderBy, show, values: false, limit, offset } })
  return {
    keys,
    filter,
    asked,
    show,
    sorting,
    chosen,
    layout,
    isUsual: columnText === '' && pinText === '' && widthText === '' && foldText === '',
    isChart: url.get('view') === 'charts',
    page,
    set,
    sortBy: (id: string) => set({ sort: toSortKey(nextSorting(sorting, id)) }),
    choose: useCallback((run: string, isChosen: boolean) => set({ runs: (isChosen ? [...chosen, run] : chosen.filter((one) => one !== run)).join('\n') }), [set, chosen]),
    arrange({ wanted, pins, widths }: Partial<Pick<Layout, 'wanted' | 'pins' | 'widths'>>) {
      set({ ...(wanted && { columns: wanted.join('\n') }), ...(pins && { pins: pins.join('\n') }), ...(widths && { widths: printWidths(widths) }) })
    },
    reset: () => set({ columns: '', pins: '', widths: '', folded: '' }),
    resize(id: string, width: number, isDone: boolean) {
      const next = new Map(layout.widths).set(id, width)
      setHeld(isDone ? null : next)
      if (isDone) set({ widths: printWidths(next) })
    },
    fold: (group: string) => set({ folded: (layout.folded.includes(group) ? layout.folded.filter((one) => one !== group) : [...layout.folded, group as Group]).join('\n') }),
  }
}
