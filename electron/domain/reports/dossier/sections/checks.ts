import type { CheckDetail, CheckKind, CheckResult, Measure } from '../../../../../shared/contract/evidence.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { callout } from '../../layout/callout.ts'
import { type Fact, facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table } from '../../layout/table.ts'
import { bullets, paragraph } from '../../layout/text.ts'
import { decidingReview } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { bytes, count, personName, plural, timeOf, verdictBadge } from '../words.ts'
import { explanationSection } from './explanation.ts'
import { driftSection } from './drift.ts'
import { fairnessSection } from './fairness.ts'
import { performanceSection } from './performance.ts'
import { qualitySection } from './quality.ts'

/** What a kind of check adds to the part that all have: facts on its settings, and its tables and charts. */
export interface KindSection<K extends CheckKind> {
  title: string
  facts(result: Extract<CheckResult, { check: K }>): Fact[]
  draw(paper: Paper, result: Extract<CheckResult, { check: K }>): void
}

const sections: { [K in CheckKind]: KindSection<K> } = { fairness: fairnessSection, quality: qualitySection, drift: driftSection, explanation: explanationSection, performance: performanceSection }

/** The table above gives each kind its own section, which the type of a union can not follow. */
const sectionOf = ({ check }: CheckResult) => sections[check] as unknown as KindSection<CheckKind>

export function checks(paper: Paper, input: DossierInput): void {
  if (input.checks.length === 0) {
    callout(paper, ['No check was run on this version.'], { tone: 'caution', title: 'No evidence' })
    return
  }
  // The newest check is what a reader looks for first.
  input.checks.toReversed().forEach((check, at) => oneCheck(paper, input, check, at === 0 ? 4 : 22))
}

function oneCheck(paper: Paper, input: DossierInput, check: CheckDetail, before: number): void {
  const { result } = check
  heading(paper, `${sections[check.kind].title} ${check.id} of ${check.inputs.map(({ name }) => name).join(' and ')}`, { before, keep: 120 })
  if (result === null) return erasedCheck(paper, input, check)
  callout(paper, [verdictSentence(result.metrics)], { title: `Verdict: ${verdictBadge(result.verdict).word}`, tone: verdictBadge(result.verdict).tone })
  facts(paper, checkFacts(input, check, result))
  sectionOf(result).draw(paper, result)
  exclusions(paper, result)
  if (result.limits.length === 0) return
  heading(paper, 'What this check does not show', { keep: 40 })
  bullets(paper, result.limits)
}

/** What entries say of a check whose result is gone: the rest of the dossier stands. */
function erasedCheck(paper: Paper, input: DossierInput, check: CheckDetail): void {
  const { word } = verdictBadge(check.verdict)
  callout(paper, [check.erased ?? '', `Its verdict was “${word}”, as entry ${count(check.seq)} says.`], { title: 'Result erased', tone: 'neutral' })
  facts(paper, [
    ...madeFacts(input, check),
    { label: 'Rows', value: `${count(check.rowsRead)} read, ${count(check.rowsUsed)} used, ${count(check.rowsRead - check.rowsUsed)} excluded` },
    { label: 'Looks at', value: check.scope.join(', ') },
  ])
}

function verdictSentence(metrics: readonly Measure[]): string {
  const judged = metrics.filter((metric) => metric.threshold !== null)
  const verdicts = ['fail', 'error', 'insufficient_data', 'warn', 'not_applicable', 'pass'] as const
  const counted = verdicts
    .map((verdict) => [verdict, judged.filter((metric) => metric.verdict === verdict).length] as const)
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) => `${number} ${verdictBadge(verdict).word}`)
  return judged.length === 0 ? 'No threshold was declared, so nothing was judged.' : `${plural(judged.length, 'metric')} held against a declared threshold: ${counted.join(', ')}.`
}

/** When it was declared and done, on which files, with which result: of every check. */
function madeFacts(input: DossierInput, check: CheckDetail): Fact[] {
  const { result } = check
  const files = check.inputs.flatMap(({ role, name, sha256 }): Fact[] => {
    const read = result?.inputs.find((file) => file.role === role)
    return [
      { label: check.inputs.length > 1 ? `File, ${role}` : 'File', value: name, ...(read && { note: `${read.format}, ${bytes(read.bytes)}` }) },
      { label: 'SHA-256 of the file', value: sha256, style: 'mono' },
    ]
  })
  return [
    { label: 'Declared', value: `in entry ${count(check.declaredSeq)}, before the outcome was known`, note: `Result in entry ${count(check.seq)}, ${timeOf(check.at)}, by ${personName(input, check.by)}` },
    ...files,
    { label: 'SHA-256 of the result', value: check.resultSha256, style: 'mono', note: result ? `Attached as check-${check.seq}.json` : 'Erased: not attached' },
  ]
}

function checkFacts(input: DossierInput, check: CheckDetail, result: CheckResult): Fact[] {
  const { rows, engine } = result
  const review = decidingReview(input.reviews)
  const inEvidence = review?.evidence.some((item) => item.id === check.id)
  return [
    ...madeFacts(input, check),
    { label: 'Rows', value: `${count(rows.read)} read, ${count(rows.used)} used, ${count(rows.read - rows.used)} excluded` },
    ...sectionOf(result).facts(result),
    { label: 'Computed by', value: `Countersign ${engine.countersign}, DuckDB ${engine.duckdb}` },
    ...(review ? [{ label: 'In the review', value: inEvidence ? `part of the evidence of ${review.id}` : `not part of the evidence of ${review.id}` }] : []),
  ]
}

function exclusions(paper: Paper, { rows }: Pick<CheckResult, 'rows'>): void {
  const entries = Object.entries(rows.excluded).filter(([, number]) => number > 0)
  heading(paper, 'Rows left out', { keep: 40 })
  if (entries.length === 0) return paragraph(paper, `None: all ${count(rows.read)} rows were used.`)
  table(paper, {
    summary: 'Rows left out of the check, by reason',
    columns: [{ title: 'Reason', share: 60 }, { title: 'Rows', share: 20, align: 'right' }, { title: 'Share of all', share: 20, align: 'right' }],
    rows: entries.map(([reason, number]) => [toWords(reason), count(number), `${((100 * number) / rows.read).toFixed(1)} %`]),
  })
}
