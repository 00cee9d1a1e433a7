import { toUsePhrase } from '../../../../shared/test-sets.ts'
import type { StoredEntry } from '../../ledger/service.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { readSnapshot } from '../../catalog/service.ts'
import { readReproduction } from '../../experiments/service.ts'
import { insertTestSet, insertUse, readTestSet, type DataUseRow } from './store.ts'

type Own = 'test-set.sealed/v1' | 'test-set.used/v1'
type Kinds = Own | 'check.declared/v1' | 'run.sealed/v1' | 'version.registered/v1' | 'document.sealed/v1' | 'bundle.exported/v1'

type Told = Pick<DataUseRow, 'how' | 'detail'> & Partial<Pick<DataUseRow, 'version' | 'run' | 'person'>>
interface Touched {
  sha256: string | null | undefined
  role?: string
  main?: boolean
}

/** One row for each digest that the entry had to do with, whatever number of times it names it. */
function note({ seq, at, actor }: Pick<StoredEntry, 'seq' | 'at' | 'actor'>, index: Index, told: Told, touched: readonly Touched[]): void {
  const known = touched.filter((one): one is Touched & { sha256: string } => typeof one.sha256 === 'string')
  for (const [sha256, mine] of Map.groupBy(known, (one) => one.sha256)) {
    const roles = [...new Set(mine.flatMap(({ role }) => role ?? []))]
    insertUse(index, { seq, sha256, at, by: actor, version: null, run: null, person: null, ...told, roles, main: mine.some(({ main }) => main === true) })
  }
}

/** A reproduction is a use like any run, and says what it repeats. */
function toRunName(index: Index, run: string, name: string): string {
  const repeats = readReproduction(index, run)
  return repeats ? `${name}, which repeats run ${repeats.original.slice(0, 8)}` : name
}

const digestOf = (index: Index, snapshot: string | null | undefined) => (snapshot ? readSnapshot(index, snapshot)?.sha256 : null)

export const testSetFolds: Folds<Kinds> = {
  // A forged one that names other bytes than the snapshot has, or bytes that are sealed, seals nothing.
  'test-set.sealed/v1': ({ seq, at, actor, body }, index) => {
    if (digestOf(index, body.snapshot) !== body.sha256 || readTestSet(index, body.sha256)) return
    insertTestSet(index, { seq, at, by: actor, ...body })
  },
  'test-set.used/v1': (entry, index) => {
    const { body } = entry
    const { sha256 } = body
    if (body.how === 'run') note(entry, index, { how: 'run', run: body.run, detail: toRunName(index, body.run, body.run.slice(0, 8)) }, [{ sha256, role: body.role }])
    else if (body.how === 'recomputation') note(entry, index, { how: 'recomputation', version: body.version, detail: body.check }, [{ sha256 }])
    else note(entry, index, { how: body.how, person: body.person, detail: body.purpose }, [{ sha256 }])
  },
  'check.declared/v1': (entry, index) => {
    const { check, version, inputs, testSet } = entry.body
    const over = digestOf(index, testSet)
    note(entry, index, { how: 'check', version, detail: check }, [...inputs.map(({ sha256, role }) => ({ sha256, role, main: !over && role === 'data' })), { sha256: over, role: 'data', main: true }])
  },
  'run.sealed/v1': (entry, index) => {
    const { run, name, datasets } = entry.body
    note(entry, index, { how: 'run', run, detail: toRunName(index, run, name) }, datasets.flatMap(({ snapshot, sha256, role }) => [{ sha256, role }, { sha256: digestOf(index, snapshot), role }]))
  },
  'version.registered/v1': (entry, index) => {
    const { model, number, data } = entry.body
    note(entry, index, { how: 'version', version: `${model}@${number}`, detail: '' }, data.map((snapshot) => ({ sha256: digestOf(index, snapshot) })))
  },
  'document.sealed/v1': (entry, index) => {
    for (const { name, sha256 } of entry.body.attachments) note(entry, index, { how: 'document', detail: name }, [{ sha256 }])
  },
  'bundle.exported/v1': (entry, index) => {
    const { file, snapshots = [] } = entry.body
    // One row a digest: where one of two names says that the bytes went out, they did.
    for (const { sha256, content } of snapshots.toSorted((a, b) => Number(b.content) - Number(a.content))) note(entry, index, { how: content ? 'export' : 'bundle', detail: file.name }, [{ sha256 }])
  },
}

export const testSetSummaries: Summaries<Own> = {
  'test-set.sealed/v1': ({ body: { snapshot, custodian, purpose } }) => ({ summary: `${snapshot} sealed as a test set, guarded by ${custodian}: ${purpose}`, subject: snapshot }),
  'test-set.used/v1': ({ seq, at, actor, body }) => {
    const use = { seq, at, by: actor, how: body.how, roles: 'role' in body ? [body.role] : [], version: null, run: null, person: 'person' in body ? body.person : null, detail: 'purpose' in body ? body.purpose : 'check' in body ? body.check : body.run.slice(0, 8) }
    return { summary: `Test set ${body.snapshot}: ${toUsePhrase(use)}`, subject: body.snapshot }
  },
}
