import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { Notebook } from '../../../../shared/contract/notebooks.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { countOf, formatBytes } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useDocument } from '../DocumentPage.tsx'
import { crumbsOf } from '../words.tsx'
import { NotebookView } from './NotebookView.tsx'

interface FrameProps {
  crumbs: { label: string; to?: string }[]
  query: UseQueryResult<Notebook>
  /** While its own name is not known. */
  name: string
}

function Frame({ crumbs, query, name }: FrameProps) {
  const notebook = query.data
  const title = notebook?.name ?? name
  return (
    <Page crumbs={[...crumbs, { label: title }]} title={title} sub={notebook && `notebook · ${countOf(notebook.cells.length, 'cell')} · shown as words and pictures, nothing runs`}>
      <Loaded query={query} label="notebook">
        {(found) => <Columns main={<NotebookView notebook={found} />} aside={<Facts notebook={found} />} asideWidth="minmax(260px, 320px)" />}
      </Loaded>
    </Page>
  )
}

function Facts({ notebook: { bytes, sha256, format, language, kernel } }: { notebook: Notebook }) {
  return (
    <Panel title="About">
      <KeyValue
        labelWidth={86}
        items={[
          ['size', formatBytes(bytes)],
          ['SHA-256', <Digest key="d" value={sha256} label="digest of the notebook" />],
          ['format', `nbformat ${format}`],
          ['language', language],
          ['kernel', kernel],
        ]}
      />
    </Panel>
  )
}

/** Attached to a sealed version. */
export function DocumentNotebookPage() {
  const api = useApi()
  const { id, query: document } = useDocument()
  const { sha256 = '' } = useParams({ strict: false }) as { sha256?: string }
  const { version } = useSearch({ strict: false }) as { version?: number }
  const query = useQuery(api.documents.notebook.queryOptions({ input: { id, sha256, ...(version !== undefined && { number: Number(version) }) } }))
  return <Frame crumbs={[...crumbsOf(document.data), { label: id, to: `/documents/${id}` }]} query={query} name="Notebook" />
}

/** Attached to a draft. */
export function DraftNotebookPage() {
  const api = useApi()
  const { draft = '', sha256 = '' } = useParams({ strict: false }) as { draft?: string; sha256?: string }
  const about = useQuery(api.documents.draft.queryOptions({ input: { id: draft } })).data
  const query = useQuery(api.documents.notebook.queryOptions({ input: { draft, sha256 } }))
  return <Frame crumbs={[...crumbsOf(about), { label: 'draft', to: `/documents/drafts/${draft}` }]} query={query} name="Notebook" />
}

/** Among the files of a run. */
export function RunNotebookPage() {
  const api = useApi()
  const { run = '' } = useParams({ strict: false }) as { run?: string }
  const { path = '' } = useSearch({ strict: false }) as { path?: string }
  const about = useQuery(api.experiments.run.queryOptions({ input: { run } })).data
  const query = useQuery(api.experiments.notebook.queryOptions({ input: { run, path: String(path) } }))
  return <Frame crumbs={[{ label: 'Experiments', to: '/experiments' }, ...(about ? [{ label: about.experimentName, to: `/experiments/${about.experiment}` }] : []), { label: about?.name ?? run, to: `/runs/${run}` }]} query={query} name={String(path)} />
}
