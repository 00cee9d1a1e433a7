import type { EvidenceRecord } from '../../../../shared/contract/evidence-record.ts'
import type { TestedOn, TestSetSeal } from '../../../../shared/contract/test-sets.ts'
import { plural } from '../../../../shared/counts.ts'
import { countUses, numberUses, whyOpened } from '../../../../shared/test-sets.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { toRecord } from '../blank-record.ts'
import { digestOf } from '../records-of-catalog.ts'
import type { CheckRow } from '../store.ts'
import { readMainUse, readTestSet, readUses, toSeal, type DataUseRow, type TestSetRow } from './store.ts'

type TestSetOf = NonNullable<EvidenceRecord['testSet']>

export interface TestedData {
  /** On which data a check was made; undefined where it is no test. */
  of(declared: number): TestSetOf | undefined
  /** Custody of each sealed set that checks of the version read. */
  records: EvidenceRecord[]
}

/** What entries tell of the data that the checks of one version read. */
export function readTestedData(index: Index, { ref, authors }: { ref: string; authors: readonly string[] }, rows: readonly CheckRow[]): TestedData {
  const sets = new Map<string, Opened>()
  const open = (sha256: string): Opened => {
    const found = sets.get(sha256) ?? toOpened(index, sha256, { ref, authors })
    sets.set(sha256, found)
    return found
  }
  const tests = new Map<number, TestSetOf>()
  for (const { declaration } of rows) {
    const main = readMainUse(index, declaration.seq)
    if (main && isTest(declaration.kind)) tests.set(declaration.seq, toTestSet(open(main.sha256), declaration.seq))
    for (const { sha256 } of [...declaration.inputs, ...(main ? [main] : [])]) if (readTestSet(index, sha256)) open(sha256)
  }
  return {
    of: (declared) => tests.get(declared),
    records: [...sets.values()].flatMap(({ seal, uses, opened }) => (seal ? toRecords(seal, uses, opened) : [])),
  }
}

/** The data that tests of the version were made on, that of the newest test first. */
export function readTestedOn(index: Index, version: { ref: string; authors: readonly string[] }, rows: readonly CheckRow[]): TestedOn[] {
  const { of } = readTestedData(index, version, rows)
  const tests = rows.flatMap(({ check, declaration: { seq, kind, inputs } }) => {
    const data = of(seq)
    return data && isTest(kind) ? [{ id: `C-${check.seq}`, kind, data, file: (inputs.find(({ role }) => role === 'data') ?? inputs[0]!).name }] : []
  })
  return [...Map.groupBy(tests, ({ data }) => data.sha256)].map(([sha256, mine]) => {
    const seal = readTestSet(index, sha256)
    return {
      sha256,
      file: mine[0]!.file,
      seal: seal ? toSeal(seal) : null,
      counted: countUses(numberUses(readUses(index, sha256))),
      checks: mine.map(({ id, kind, data }) => ({ id, kind, use: data.use, sealed: data.sealed !== null })),
      opened: mine[0]!.data.opened,
    }
  })
}

const isTest = (kind: CheckRow['declaration']['kind']) => kind === 'performance' || kind === 'fairness'

interface Opened {
  sha256: string
  seal: TestSetRow | undefined
  uses: readonly DataUseRow[]
  opened: string[]
}

function toOpened(index: Index, sha256: string, { ref, authors }: { ref: string; authors: readonly string[] }): Opened {
  const [seal, uses] = [readTestSet(index, sha256), readUses(index, sha256)]
  return { sha256, seal, uses, opened: seal ? openedFor(seal, uses, ref, authors) : [] }
}

/** For a version that was tested on it: the first declared check on the sealed set is the test. */
export function openedFor(seal: TestSetRow, uses: readonly DataUseRow[], version: string, authors: readonly string[]): string[] {
  const mine = uses.filter((one) => one.how === 'check' && one.version === version)
  const declared = (mine.find(({ seq }) => seq > seal.seq) ?? mine[0])?.seq ?? Number.MAX_SAFE_INTEGER
  return whyOpened(seal, uses, { version, authors, declared })
}

function toTestSet({ sha256, seal, uses, opened }: Opened, declared: number): TestSetOf {
  const use = numberUses(uses).find(({ seq }) => seq === declared)?.number ?? null
  return { sha256, snapshot: seal?.snapshot ?? null, sealed: seal && seal.seq < declared ? seal.seq : null, use, opened }
}

/**
 * Custody, and the log of access that the ledger is. Named by the digest of what was sealed, which never changes; how it was used since is told by the
 * facts beside.
 */
function toRecords(row: TestSetRow, uses: readonly DataUseRow[], opened: readonly string[]): EvidenceRecord[] {
  const { seq, at, snapshot, sha256, purpose, custodian, users, model, split } = row
  const seal = { snapshot, sha256, purpose, custodian, users, model, split } satisfies Omit<TestSetSeal, 'id' | 'seq' | 'at' | 'by'>
  const overlap = uses.some(({ how, roles }) => how === 'check' && roles.includes('test'))
  const said = { method: split.method, seed: split.seed, partitions: split.parts, overlap_check: overlap || null }
  const used = plural(countUses(numberUses(uses)), 'use')
  const base = {
    id: `T-${seq}`,
    subject: { type: 'snapshot' as const, ref: snapshot },
    seq,
    at,
    // Guarding data makes nobody an author: a validator may seal what they test on.
    authors: [],
    sha256: digestOf(seal),
    boundTo: sha256,
    retained: true,
  }
  return [
    toRecord({
      ...base,
      kind: 'split_record',
      title: `${snapshot} sealed as a test set, ${used}, guarded by ${custodian}`,
      missingFields: Object.entries(said).flatMap(([field, value]) => (value === null ? [field] : [])),
      sealed: opened.length === 0,
    }),
    toRecord({ ...base, kind: 'data_access_log', title: `${used} of ${snapshot}, each with who, when and for what` }),
  ]
}
