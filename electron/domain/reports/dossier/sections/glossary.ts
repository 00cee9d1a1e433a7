import type { Paper } from '../../layout/paper.ts'
import { table } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'

const words: readonly (readonly [string, string])[] = [
  ['Base rate', 'Share of rows whose true label is positive.'],
  ['Selection rate', 'Share of rows that get a positive decision: (TP + FP) / n.'],
  ['True positive rate', 'Share of truly positive rows that get a positive decision: TP / (TP + FN).'],
  ['False positive rate', 'Share of truly negative rows that get a positive decision: FP / (FP + TN).'],
  ['Positive predictive value', 'Share of positive decisions that are right: TP / (TP + FP).'],
  ['Demographic parity difference', 'Highest minus lowest selection rate. Range 0 to 1; 0 is equal.'],
  ['Demographic parity ratio', 'Lowest divided by highest selection rate. Range 0 to 1; 1 is equal.'],
  ['Equal opportunity difference', 'Highest minus lowest true positive rate.'],
  ['Equalized odds difference', 'The larger of the differences in true and in false positive rate.'],
  ['Predictive parity difference', 'Highest minus lowest positive predictive value.'],
  ['Impact ratio', 'Selection rate of a group divided by that of the most selected group. 29 CFR 1607.4(D) regards less than four fifths as evidence of adverse impact.'],
  ['95 % interval', 'Rates: Wilson score interval. Differences and ratios are intervals over the pair of groups named. A narrow one says that the number is known well, not that it is good.'],
  ['Too few', 'A group or a denominator below the minimum that was declared. It is never counted as a pass.'],
  ['Manifest', 'What a version is: artefact, data, code, environment, parameters, each by digest. Its SHA-256 is the identity of the version.'],
  ['Void', 'A signature on a revision that was returned, or on a request that was withdrawn. It stays visible and counts no more; a new revision is signed anew.'],
  ['Batch', 'Several requests signed in one act, where the policy allows it: each statement was shown whole and confirmed by itself, and each signature is an entry of its own.'],
  ['Device', 'Random name that the program gave itself on the computer where a signature was made. It is stated by the program, not proved; the same name twice means one computer, or a copy of its keys.'],
  ['Checkpoint', 'Signed note of the ledger’s origin, number of entries and root hash.'],
]

export function glossary(paper: Paper): void {
  paragraph(
    paper,
    'This dossier says what was recorded about one version. Fairness metrics compare groups in one file of predictions; they do not show why rates differ, whether labels are right, or how people fare who never reached the model. Meeting a threshold is not a legal finding.',
  )
  const columns = [{ title: 'Word', share: 28 }, { title: 'Meaning', share: 72 }]
  table(paper, { summary: 'Words used in this dossier', columns, rows: words.map(([word, meaning]) => [{ text: word, style: 'strong' }, meaning]) })
}
