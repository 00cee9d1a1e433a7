import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useApi } from '../../api/provider.tsx'

/** True while a note on a run or an experiment is on screen: its address is a document's, and it is looked for among the experiments. */
export function useNoteHere(): boolean {
  const api = useApi()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [, draft, id] = /^\/documents\/(?:drafts\/([^/]+)|([^/]+))/.exec(path) ?? []
  const ofDraft = useQuery({ ...api.documents.draft.queryOptions({ input: { id: draft ?? '' } }), enabled: draft !== undefined, select: ({ subject }) => subject.type }).data
  const ofDocument = useQuery({ ...api.documents.list.queryOptions({ input: {} }), select: (all) => all.find((one) => one.id === id)?.subject.type }).data
  const type = draft === undefined ? ofDocument : ofDraft
  return type === 'run' || type === 'experiment'
}
