import { createHmac } from 'node:crypto'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'

export type PayloadFinding = 'PAYLOAD-CHANGED' | 'PAYLOAD-MISSING' | 'PAYLOAD-ORPHAN' | 'PAYLOAD-UNREDACTED'

export interface Payload {
  id: Buffer
  salt: Buffer
  body: Buffer
}

const redactedKind = 'payload.redacted/v1'

/** What an entry names of erasable data: without the 32 random bytes of salt nobody can test a guess against it. */
export function toCommitment(salt: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', salt).update('countersign payload v1\n').update(body).digest()
}

/** Compares erasable data with the commitments in entries and with the recorded erasures. */
export function createPayloadCheck(report: Report<PayloadFinding>): { take: (entry: Entry) => void; finish: (payloads: Iterable<Payload>) => void } {
  const named = new Map<string, number>()
  const erased = new Set<string>()
  return {
    take({ kind, seq, payload, body }) {
      for (const id of payload ?? []) named.set(id, seq)
      if (kind === redactedKind && typeof body['id'] === 'string') erased.add(body['id'])
    },
    finish(payloads) {
      const present = new Set<string>()
      for (const { id, salt, body } of payloads) {
        const hex = id.toString('hex')
        present.add(hex)
        const seq = named.get(hex)
        if (seq === undefined) report('PAYLOAD-ORPHAN', null, `The payload ${hex.slice(0, 12)}… is named by no entry.`)
        else if (erased.has(hex)) report('PAYLOAD-UNREDACTED', seq, `The payload ${hex.slice(0, 12)}… of entry ${seq} was erased and is there again.`)
        if (!toCommitment(salt, body).equals(id)) report('PAYLOAD-CHANGED', seq ?? null, `The payload ${hex.slice(0, 12)}… is not what its commitment says.`)
      }
      for (const [id, seq] of named) {
        if (!present.has(id) && !erased.has(id)) report('PAYLOAD-MISSING', seq, `The payload ${id.slice(0, 12)}… of entry ${seq} is gone.`)
      }
    },
  }
}
