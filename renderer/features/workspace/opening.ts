import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'

/** Opens a folder; what was read from another workspace is forgotten. */
export function useOpenWorkspace() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation(
    api.workspace.open.mutationOptions({
      onSuccess: (state) => {
        queries.removeQueries({ predicate: ({ queryKey }) => (queryKey[0] as string[])[0] !== 'workspace' })
        queries.setQueryData(api.workspace.state.queryKey(), state)
      },
    }),
  )
}
