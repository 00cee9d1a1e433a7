import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toEnrolmentText } from '../../electron/domain/identity/statements.ts'
import { createLedger, newOrigin } from '../../electron/domain/ledger/open.ts'
import type { EntryDraft, Ledger, Records } from '../../electron/domain/ledger/service.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { createSigner, signNote } from '../../electron/tlog/note.ts'
import { emptyRoot, hashToBytes } from '../../electron/tlog/tree.ts'

/** Bodies like those of a check result: nested, some 440 bytes an entry altogether. They name no blob, so none is looked for. */
export function toDraft(i: number): EntryDraft {
  const body = {
    declaration: i,
    result: { length: 40_000 + (i % 977), sha256: (i * 2_654_435_761).toString(16).padStart(64, '0').slice(-64) },
    rows: { read: 1_000 + i, used: 990 + i },
    verdict: i % 3 ? 'pass' : 'insufficient_data',
    version: `credit-lr@${1 + (i % 40)}`,
  }
  return { kind: 'dataset.registered/v1', body }
}

/** The ledger alone is measured: these records only count. */
export function countingRecords(): Records {
  let noted: { size: number; root: string } | null = null
  return {
    size: () => noted?.size ?? 0,
    root: () => noted?.root ?? null,
    fold(_entries, { size, root }, from = noted?.size ?? 0) {
      if (from !== (noted?.size ?? 0)) return false
      noted = { size, root: root.toString('hex') }
      return true
    },
    reset: () => void (noted = null),
  }
}

export interface BenchFolder {
  dir: string
  stateDir: string
  ledger: Ledger
  end(): void
}

/** Somebody whose signatures stand in the ledger; the founder of it, by their own hand. */
export const signer = createSigner('ana@example.org', Buffer.alloc(32, 1))

function toFounder(origin: string): EntryDraft {
  const who = { name: 'Ana Author', email: signer.name, roles: ['risk_sme'], vkey: signer.vkey }
  const ledger = { origin, size: 0, root: hashToBytes(emptyRoot) }
  const text = toEnrolmentText({ person: who, signer: { name: who.name, email: who.email }, signedAt: '2026-11-21T10:00:00.000Z', ledger })
  const { vkey, ...body } = who
  return { kind: 'person.enrolled/v1', body: { ...body, key: { vkey, fingerprint: '0'.repeat(32) }, note: signNote(text, [signer]) } }
}

/** A decision over the tree as it stands, with what a verification looks at in it. */
export function toDecision(i: number, { origin, tip }: Pick<Ledger, 'origin' | 'tip'>): EntryDraft {
  const { size, root } = tip()
  const lines = ['Decision: APPROVE', `Review: R-${i}`, `Signer-ID: ${signer.name}`, `Reason: ${'The groups were looked at one by one. '.repeat(4).trim()}`, `Ledger: ${origin}`, `Ledger-Size: ${size}`, `Ledger-Root: ${root.toString('base64')}`]
  return { kind: 'decision/v1', body: { review: `R-${i}`, note: signNote(`countersign.example/decision/v1\n${lines.join('\n')}\n`, [signer]) } }
}

export function createBenchLedger(): BenchFolder {
  const root = mkdtempSync(join(tmpdir(), 'bench-ledger-'))
  const [dir, stateDir] = [join(root, 'workspace'), join(root, 'state')]
  const origin = newOrigin()
  const ledger = createLedger({ dir, stateDir, clock: systemClock, origin, name: 'Benchmark', records: countingRecords(), entries: [{ actor: signer.name, draft: toFounder(origin) }] })
  return {
    dir,
    stateDir,
    ledger,
    end() {
      ledger.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** `0.63 [0.58–0.70]`: the median over rounds with the lowest and the highest. */
export function toRange(values: readonly number[], digits = 2): string {
  return `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}]`
}
