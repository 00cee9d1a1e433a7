import type { ChoicesOf } from '../../shared/contract/evidence.ts'
import type { Work } from '../../shared/contract/handlers.ts'
import type { CheckFacts } from '../../electron/domain/evidence/counting.ts'
import { kindOf, type Result } from '../../electron/domain/evidence/kinds.ts'
import type { Analytics } from '../../electron/platform/duckdb.ts'

type Compared = 'fairness' | 'performance' | 'drift'

const work: Work = { signal: new AbortController().signal, progress: () => {} }

/** The result that a workspace would store, without the workspace: nothing is declared. */
export async function runCheck<K extends Compared>(analytics: Analytics, check: K, paths: Record<string, string>, choices: ChoicesOf<K>): Promise<Result<K>> {
  const kind = kindOf(check)
  const settings = kind.toSettings(choices)
  kind.refuseSettings(settings, Object.keys(paths))
  const counting = await analytics.check({ kind: check, paths, settings }, work)
  try {
    const facts = counting.facts as CheckFacts
    kind.refuseFacts(facts, settings)
    const engine = { countersign: 'compare', duckdb: facts.duckdb, query: facts.query }
    return kind.toResult({ settings, facts, engine, counts: await counting.release() }) as Result<K>
  } finally {
    counting.close()
  }
}
