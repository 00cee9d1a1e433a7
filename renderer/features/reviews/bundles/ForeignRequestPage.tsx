import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import type { DocumentDetail } from '../../../../shared/contract/documents.ts'
import type { CheckDetail } from '../../../../shared/contract/evidence.ts'
import type { ForeignRequestDetail } from '../../../../shared/contract/interop.ts'
import { useApi } from '../../../api/provider.tsx'
import { countOf } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { ActPanel } from '../acting/ActPanel.tsx'
import { YourPartLink } from '../acting/your-part.tsx'
import { SignaturesPanel } from '../SignaturesPanel.tsx'
import { AnswersPanel } from './AnswersPanel.tsx'
import { ForeignEvidencePanel, ForeignRequestPanel } from './foreign-panels.tsx'
import classes from '../reviews.module.css'

/** Checks, manifests and documents are shown by the features that know them. */
export interface StoredParts {
  Check: ComponentType<{ check: CheckDetail }>
  Manifest: ComponentType<{ manifest: Manifest }>
  Document: ComponentType<{ document: DocumentDetail }>
}

/** A request of another workspace, whole: read here, signed here, answered with a file. */
export function ForeignRequestPage({ stored }: { stored: StoredParts }) {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(api.interop.request.queryOptions({ input: { id } }))
  const data = query.data
  return (
    <Page
      crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: 'From elsewhere', to: '/reviews/foreign' }, { label: id }]}
      title={data ? `${data.version.replace('@', ' ')} for ${data.useCaseName}` : id}
      state={data && <StateBadge large tone={data.answers.length > 0 ? 'good' : 'caution'}>{data.answers.length > 0 ? 'signed here' : 'not signed here'}</StateBadge>}
      sub={data && `${data.review} of ${data.ledgerName} · requested by ${data.requestedByName} · ${countOf(data.evidence, 'evidence item')}`}
      actions={data && <YourPartLink />}
    >
      <Loaded query={query} label="request">
        {(detail) => <Parts detail={detail} stored={stored} />}
      </Loaded>
    </Page>
  )
}

function Parts({ detail, stored: { Check, Manifest, Document } }: { detail: ForeignRequestDetail; stored: StoredParts }) {
  const { request, checks, documents, versionDetail, permissions, reasonCodes } = detail
  return (
    <Columns
      asideWidth="minmax(440px, 1fr)"
      follow
      main={
        <>
          <ForeignRequestPanel detail={detail} />
          <ForeignEvidencePanel detail={detail} />
          <SignaturesPanel review={request} foreign />
          {checks.map((check) => (
            <section key={check.id} className={classes.column} aria-label={`Check ${check.id}`}>
              <h2 className={classes.part}>Check {check.id}, as it came</h2>
              <Check check={check} />
            </section>
          ))}
          {documents.map((document) => (
            <section key={document.id} className={classes.column} aria-label={`Document ${document.id}`}>
              <h2 className={classes.part}>{document.title} ({document.kindTitle.toLowerCase()} {document.id}), as it came</h2>
              <Document document={document} />
            </section>
          ))}
          <section className={classes.column} aria-label="Manifest">
            <h2 className={classes.part}>Manifest of {versionDetail.ref.replace('@', ' ')}, as it came</h2>
            <Manifest manifest={versionDetail.manifest} />
          </section>
        </>
      }
      aside={
        <>
          {detail.answers.length > 0 && <AnswersPanel detail={detail} />}
          <ActPanel review={{ ...request, id: detail.id, permissions, standIns: [] }} reasonCodes={reasonCodes} />
        </>
      }
    />
  )
}
