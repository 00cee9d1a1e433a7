import { type CheckDetail, type CheckKind, type CheckResult, evidenceContract, type Verdict } from '../../../shared/contract/evidence.ts'
import { beforeChecks } from '../before-use.ts'
import { toInput } from '../input.ts'
import { toFields } from '../output.ts'
import type { ExitCode, Session, Terminal } from '../session.ts'
import { explanationOutput } from './explanation-output.ts'
import { driftOutput } from './drift-output.ts'
import { fairnessOutput } from './fairness-output.ts'
import { performanceOutput } from './performance-output.ts'
import type { KindOutput } from './kind-output.ts'
import { qualityOutput } from './quality-output.ts'

const outputs: { [K in CheckKind]: KindOutput<K> } = { fairness: fairnessOutput, quality: qualityOutput, drift: driftOutput, explanation: explanationOutput, performance: performanceOutput }

/** The table above gives each kind its own output, which the type of a union can not follow. */
const outputOf = ({ check }: CheckResult) => outputs[check] as unknown as KindOutput<CheckKind>

/** Runs a check as it was typed and prints its result. 1 unless it passes, warns or does not apply. */
export async function runCheck({ workspace, actor, yes, work, terminal }: Omit<Session, 'reader'> & { terminal: Terminal }, typed: Record<string, unknown>): Promise<ExitCode> {
  await beforeChecks({ workspace, actor, yes, terminal }, [typed])
  const { id } = await workspace.evidence.run(actor(), await toInput(evidenceContract.run, typed), work)
  const detail = workspace.evidence.check(id)
  terminal.output.result(toJson(detail), toText(detail))
  return toExitCode(detail.verdict)
}

export const toExitCode = (verdict: Verdict): ExitCode => (verdict === 'pass' || verdict === 'warn' || verdict === 'not_applicable' ? 0 : 1)

export function toJson({ id, kind, verdict, rowsRead, rowsUsed, result, erased }: CheckDetail): Record<string, unknown> {
  if (result === null) return { check: id, kind, verdict, rows: rowsRead, used: rowsUsed, erased }
  const { rows, metrics, limits } = result
  const shown = metrics.map(({ name, over, value, low, high, threshold, verdict: judged, n, reason, ...more }) => ({
    name,
    over,
    // Which class or which k, where a kind of check tells several apart.
    ...('view' in more ? { view: more.view } : {}),
    value,
    low,
    high,
    threshold,
    verdict: judged,
    n,
    ...(reason === undefined ? {} : { reason }),
  }))
  return { check: id, kind, verdict, rows: rows.read, used: rows.used, excluded: rows.excluded, ...outputOf(result).toJson(result), metrics: shown, limits }
}

export function toText({ id, kind, version, verdict, rowsRead, rowsUsed, result, erased, inputs, declaredSeq, seq }: CheckDetail): string {
  const excluded = Object.entries(result?.rows.excluded ?? {}).filter(([, n]) => n > 0)
  const head = toFields([
    ['Check', `${id}  ${verdict}`],
    ['Kind', `${kind} of ${version}, declared in entry ${declaredSeq}, recorded in entry ${seq}`],
    ...inputs.map(({ role, name, sha256 }): [string, string] => [role === 'data' ? 'File' : `File, ${role}`, `${name}  sha256 ${sha256}`]),
    ['Rows', `${rowsRead} read, ${rowsUsed} used${toReasons(excluded, rowsRead - rowsUsed)}`],
  ])
  if (result === null) return [head, erased ?? ''].join('\n\n')
  return [head, outputOf(result).toText(result), ...result.limits].join('\n\n')
}

const leavesOut = ['missing_label', 'missing_prediction', 'missing_score', 'missing_place', 'missing_weight']

/** Reasons by which rows are gone, then those by which used rows are missing from a part only. */
function toReasons(excluded: readonly [string, number][], gone: number): string {
  const ordered = excluded.toSorted(([a], [b]) => Number(leavesOut.includes(b)) - Number(leavesOut.includes(a)))
  let left = gone
  return ordered
    .map(([reason, n]) => {
      const isOut = n <= left
      if (isOut) left -= n
      return `, ${n} ${isOut ? 'left out' : 'used in part'} (${reason})`
    })
    .join('')
}
