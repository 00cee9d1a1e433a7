import { runLimits, type RunDataset, type RunStatus } from '../../../shared/contract/runs.ts'
import { isTime, type Refusal } from '../../../shared/run-points.ts'

export { isTime, whyNotKey, whyNotPoint, type Refusal } from '../../../shared/run-points.ts'

/** MLflow's word for what data was used for is free; these are the ones that its documentation and integrations use. */
export function toDataRole(context: string | null): RunDataset['role'] {
  const word = context?.toLowerCase() ?? ''
  if (word.startsWith('train')) return 'train'
  if (/^(val|dev)/.test(word)) return 'validation'
  return /^(test|eval)/.test(word) ? 'test' : 'other'
}

export const isEnded = (status: RunStatus): boolean => status !== 'running' && status !== 'scheduled'

/** A sealed run is taken up again first: nobody changes what is sealed without saying so. */
export function whyNotChange({ id, sealed, status, discarded }: { id: string; sealed: number; status: RunStatus; discarded: number }, free: boolean): Refusal {
  if (discarded) return `Run ${id} was set aside. Restore it, then go on with it.`
  if (!free && sealed > 0 && isEnded(status)) return `Run ${id} is sealed. Take it up again, change it, and seal it again; both seals stay.`
  return null
}

/** Of the beginning and the end that a client told. */
export function whyNotTimes(times: { startedMs?: number | null | undefined; endedMs?: number | null | undefined }): Refusal {
  const wrong = [times.startedMs, times.endedMs].find((ms) => typeof ms === 'number' && !isTime(ms))
  return wrong === undefined ? null : `The time ${wrong} is none: times are whole milliseconds since 1970, up to the year 9999.`
}

/** So much clocks differ without anybody noticing. */
const toleratedMs = 5 * 60_000

/** What can not be of what a client's clock told; null where nothing is odd. `knownMs`: this computer's clock when the run was sealed, or now. */
export function toClockNote({ startedMs, endedMs, knownMs }: { startedMs: number | null; endedMs: number | null; knownMs: number }): string | null {
  const newest = Math.max(startedMs ?? Number.NEGATIVE_INFINITY, endedMs ?? Number.NEGATIVE_INFINITY)
  const says = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  if (newest > knownMs + toleratedMs) return `The clock of whoever logged it ran ahead: it says ${says(newest)} UTC, when it was ${says(knownMs)} UTC here. Times are kept as they were told; the order of entries is the ledger’s.`
  if (startedMs !== null && endedMs !== null && endedMs < startedMs) return `It ended before it began, by the clock of whoever logged it. Times are kept as they were told.`
  return null
}

/** Where a file of a run lies: a path below the run's own folder, with `/` on every system, and nothing that leads out of it. */
export function whyNotPath(path: string): Refusal {
  const shown = JSON.stringify(path.slice(0, 120))
  if (path === '' || path.length > runLimits.pathCharacters) return `A file of a run has a path of 1 to ${runLimits.pathCharacters} characters; ${shown} has ${path.length}.`
  if (/[\p{Cc}\\]/u.test(path)) return `The path ${shown} has a backslash or a control character in it.`
  if (/^[a-z]:/i.test(path)) return `The path ${shown} names a drive; files of a run lie below the run.`
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) return `The path ${shown} leads out of the run or has an empty part; write it like figures/roc.png.`
  return null
}

/** What is said of a run that nobody named. */
export const defaultName = (id: string): string => `run-${id.slice(0, 8)}`
