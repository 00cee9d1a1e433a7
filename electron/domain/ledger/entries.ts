import { plural } from '../../../shared/counts.ts'
import type { custodyEntries } from '../../../shared/contract/custody.ts'
import type { Summaries } from './folds.ts'

/** Folded into the list of entries alone: what a witness knows is the newest row about an origin or a key. */
export const ledgerSummaries: Summaries<keyof typeof custodyEntries | 'genesis/v1' | 'witness.cosigned/v1' | 'checkpoint.seen/v1' | 'ledger.exported/v1'> = {
  'genesis/v1': ({ body }) => ({ summary: `Ledger of ${body.name} begins${body.predecessor ? `, in place of ${body.predecessor.origin}` : ''}`, subject: null }),
  'log.key.rotated/v1': ({ actor, body }) => ({ summary: `New log key by ${actor}: ${body.reason}`, subject: null }),
  'payload.redacted/v1': ({ actor, body }) => ({ summary: `Personal data of entry ${body.entry} erased by ${actor}: ${body.reason}`, subject: null }),
  'blob.redacted/v1': ({ actor, body }) => ({ summary: `A file of entry ${body.entry} erased by ${actor}: ${body.reason}`, subject: null }),
  'witness.cosigned/v1': ({ body }) => ({ summary: `${body.witness.name} cosigned the first ${plural(body.size, 'entry', 'entries')}`, subject: body.witness.vkey }),
  'ledger.exported/v1': ({ body }) => ({ summary: `Whole ledger exported as ${body.folder}, as of entry ${body.size - 1}`, subject: null }),
  'checkpoint.seen/v1': ({ body }) => ({
    summary: `${plural(body.size, 'entry', 'entries')} of ${body.origin} seen${body.witness ? ` and cosigned as ${body.witness.name}` : ''}`,
    subject: body.origin,
  }),
}
