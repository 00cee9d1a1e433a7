import type { Folds, Summaries } from '../ledger/folds.ts'
import { insertAnswer, insertBundle, insertImport } from './store.ts'

type Kinds = 'import/v1' | 'answer/v1' | 'bundle.exported/v1'

export const interopFolds: Folds<Kinds> = {
  'import/v1': ({ seq, at, actor, body }, index) => {
    const { origin, name, logVkey, size, root, checkpoint, confirmed, bundle } = body
    const review = 'request' in body ? body.request.review : body.answer.review
    insertImport(index, { seq, at, by: actor, ...bundle, origin, name, logVkey, size, root, checkpoint, confirmed, review, request: 'request' in body ? body.request : null })
  },
  'answer/v1': ({ seq, at, actor, body }, index) =>
    insertAnswer(index, { seq, at, email: actor, import: body.import, origin: body.origin, review: body.review, note: body.note, cosigned: body.cosigned !== null }),
  'bundle.exported/v1': ({ seq, at, actor, body }, index) => insertBundle(index, { seq, at, by: actor, record: body.record, asOfSize: body.asOf.size, sha256: body.file.sha256 }),
}

export const interopSummaries: Summaries<Kinds> = {
  'import/v1': ({ seq, body }) =>
    'request' in body
      ? { summary: `Request for review of ${body.request.version} imported from ${body.name}`, subject: `F-${seq}` }
      : { summary: `Signature of ${body.answer.signer} on ${body.answer.review} imported from ${body.name}`, subject: body.answer.review },
  'answer/v1': ({ actor, body }) => ({ summary: `${body.review} of another workspace signed by ${actor}`, subject: `F-${body.import}` }),
  'bundle.exported/v1': ({ body }) => ({
    summary: `${body.bundle === 'request' ? 'Request for review' : 'Answer'} ${body.record} exported as ${body.file.name}, as of entry ${body.asOf.size - 1}`,
    subject: body.record,
  }),
}
