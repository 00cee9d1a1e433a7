import { plural } from '../../../shared/counts.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { insertDocument, insertVersion, setWithdrawn } from './store.ts'

type Kinds = 'document.sealed/v1' | 'document.withdrawn/v1'

const seqOf = (id: string) => Number(id.slice(2))

export const documentFolds: Folds<Kinds> = {
  'document.sealed/v1': ({ seq, at, actor, body: { document, subject, content, previous: _previous, origin: _origin, ...body } }, index) => {
    const begun = document === null ? seq : seqOf(document)
    if (document === null) insertDocument(index, { seq, kind: body.kind, subjectType: subject.type, subjectRef: subject.ref })
    insertVersion(index, { document: begun, seq, at, by: actor, ...content, ...body })
  },
  'document.withdrawn/v1': ({ seq, at, actor, body: { document, reason } }, index) => setWithdrawn(index, seqOf(document), { seq, at, by: actor, reason }),
}

export const documentSummaries: Summaries<Kinds> = {
  'document.sealed/v1': ({ seq, body }) => ({
    summary: `“${body.title}” about ${body.subject.ref} sealed as version ${body.number}${body.missing.length === 0 ? '' : `, ${plural(body.missing.length, 'required field')} empty`}`,
    subject: body.document ?? `N-${seq}`,
  }),
  'document.withdrawn/v1': ({ body }) => ({ summary: `Document ${body.document} withdrawn: ${body.reason.slice(0, 120)}`, subject: body.document }),
}
