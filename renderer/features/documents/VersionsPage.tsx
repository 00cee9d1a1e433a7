import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DocumentDetail, DocumentVersion } from '../../../shared/contract/documents.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { DiffView } from './DiffView.tsx'
import { DocumentFrame, useDocument } from './DocumentPage.tsx'
import classes from './documents.module.css'

/** Who sealed what when, and what differs between any two. */
export function VersionsPage() {
  const { id, query } = useDocument()
  return (
    <DocumentFrame id={id} document={query.data}>
      <Loaded query={query} label="document">
        {(document) => (
          <>
            <History document={document} />
            {document.versions.length > 1 && <Compare document={document} />}
          </>
        )}
      </Loaded>
    </DocumentFrame>
  )
}

function History({ document: { id, versions, form } }: { document: DocumentDetail }) {
  return (
    <Panel title="Versions" aside={formatCount(versions.length)} padded={false}>
      <SimpleTable
        label="Versions"
        rows={versions}
        rowKey={(row) => String(row.number)}
        columns={[
          { id: 'number', header: 'version', rowHeader: true, cell: (row) => <Link to={`/documents/${id}`} search={{ version: row.number } as never}>version {row.number}</Link> },
          { id: 'title', header: 'title', cut: true, cell: (row) => row.title },
          ...(form.note ? [] : [{ id: 'missing', header: 'when it was sealed', cell: (row: DocumentVersion) => (row.missing === 0 ? 'complete' : `${countOf(row.missing, 'field')} missing`) }]),
          { id: 'by', header: 'sealed by', cell: (row) => row.by },
          { id: 'seq', header: 'entry', align: 'end', cell: (row) => <Link to={`/ledger/${row.seq}`}>{formatCount(row.seq)}</Link> },
          { id: 'sha256', header: 'SHA-256', cell: (row) => <Digest value={row.sha256} label="digest of the version" /> },
          { id: 'at', header: 'when', align: 'end', cell: (row) => <RelativeTime at={row.at} /> },
        ]}
      />
    </Panel>
  )
}

function Compare({ document: { id, versions } }: { document: DocumentDetail }) {
  const api = useApi()
  const url = useUrlState()
  const newest = versions[0]!.number
  const from = Number(url.get('from') || newest - 1)
  const to = Number(url.get('to') || newest)
  const query = useQuery(api.documents.diff.queryOptions({ input: { id, from, to } }))
  const choices = versions.map(({ number }) => ({ value: String(number), label: `version ${number}` }))
  return (
    <>
      <div className={classes.compare}>
        <NativeSelect label="From" data={choices} value={String(from)} onChange={(event) => url.set({ from: event.currentTarget.value })} />
        <NativeSelect label="To" data={choices} value={String(to)} onChange={(event) => url.set({ to: event.currentTarget.value })} />
      </div>
      <Loaded query={query} label="difference">
        {(diff) => <DiffView diff={diff} />}
      </Loaded>
    </>
  )
}
