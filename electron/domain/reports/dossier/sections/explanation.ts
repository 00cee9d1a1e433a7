import type { ExplanationResult } from '../../../../../shared/contract/evidence.ts'
import { qualityNames } from '../../../../../shared/quality-names.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { type } from '../../layout/style.ts'
import { type Cell, table } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import { bound, count, notJudged, reasonText, verdictBadge } from '../words.ts'
import type { KindSection } from './checks.ts'

export const explanationSection: KindSection<'explanation'> = {
  title: 'Explanation',
  facts({ settings, model, baseline }) {
    if (settings.source === 'imported') {
      return [
        { label: 'Method', value: settings.method, note: 'as handed in; nothing was computed here' },
        { label: 'On which data', value: settings.dataset || 'not said' },
      ]
    }
    return [
      { label: 'Method', value: `Permutation importance: ${settings.repeats} shuffles of each feature`, note: `${model?.runtime ?? ''}, seed ${settings.seed}, quality by ${qualityNames[settings.metric]}` },
      { label: 'Label', value: `column ${settings.label}${settings.positive === null ? '' : `, positive is “${settings.positive}”`}` },
      ...(baseline ? [{ label: 'Baseline', value: `${qualityNames[baseline.metric]} ${decimal(baseline.value)} on ${count(baseline.rows)} rows` }] : []),
    ]
  },
  draw(paper, result) {
    heading(paper, 'Against the thresholds', { keep: 80 })
    metrics(paper, result)
    heading(paper, 'Features by importance', { keep: 80 })
    features(paper, result)
  },
}

const titles: Record<ExplanationResult['metrics'][number]['name'], string> = {
  prediction_agreement: 'Decisions made again that are those of the file',
  score_difference: 'Largest difference of a score made again',
  largest_share: 'Share of the most important feature',
}

function metrics(paper: Paper, { metrics: all }: ExplanationResult): void {
  table(paper, {
    summary: 'Metrics of the explanation with value, threshold, number of rows and verdict',
    columns: [{ title: 'Metric', share: 50 }, { title: 'Value', share: 18, align: 'right' }, { title: 'Threshold', share: 18, align: 'right' }, { title: 'n', share: 12, align: 'right' }, { title: 'Verdict', share: 22 }],
    rows: all.map((metric): Cell[] => [
      { text: titles[metric.name], style: 'strong', note: metric.over.join(', ') },
      metric.value === null ? { text: '–', note: reasonText(metric.reason) } : decimal(metric.value),
      metric.threshold ? bound(metric.threshold) : 'none',
      count(metric.n),
      { badge: metric.threshold ? verdictBadge(metric.verdict) : notJudged },
    ]),
  })
}

const shown = 40

function features(paper: Paper, { features: all, settings }: ExplanationResult): void {
  table(paper, {
    summary: 'Features with importance, 95 % interval and share',
    columns: [{ title: 'Feature', share: 44 }, { title: 'Importance', share: 20, align: 'right' }, { title: '95 % interval', share: 30, align: 'right' }, { title: 'Share', share: 14, align: 'right' }],
    rows: all.slice(0, shown).map(({ name, value, low, high, share }): Cell[] => [
      { text: name, style: 'strong' },
      decimal(value),
      low === null || high === null ? '–' : `${decimal(low)} to ${decimal(high)}`,
      share === null ? '–' : `${(100 * share).toFixed(1)} %`,
    ]),
  })
  if (all.length > shown) paragraph(paper, `The ${shown} most important of ${count(all.length)}; all are in the attached result.`, type.note)
  const what = settings.source === 'permutation' ? `Importance: how much worse ${qualityNames[settings.metric]} gets, in the mean, when the feature is shuffled.` : settings.table.form === 'attributions' ? 'Importance: mean absolute attribution over the cases.' : 'Importance: as the table gives it.'
  paragraph(paper, what, type.note)
}

/** Four significant digits: importances have every magnitude. */
const decimal = (value: number): string => String(Number(value.toPrecision(4)))
