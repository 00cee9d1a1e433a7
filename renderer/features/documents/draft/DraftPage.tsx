import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useApi } from '../../../api/provider.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { DraftEditorPage } from './DraftEditorPage.tsx'

export function DraftPage() {
  const api = useApi()
  const { draft: id = '' } = useParams({ strict: false })
  // What was typed since is on the disk and not in the cache: an editor that began from the cache would show older words.
  const query = useQuery({ ...api.documents.draft.queryOptions({ input: { id } }), staleTime: 0 })
  if (query.data && query.isFetchedAfterMount) return <DraftEditorPage key={id} draft={query.data} />
  return (
    <Page crumbs={[{ label: 'Documents', to: '/documents' }, { label: id }]} title={id}>
      <Loaded query={query} label="draft">
        {() => null}
      </Loaded>
    </Page>
  )
}
