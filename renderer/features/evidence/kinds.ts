import type { CheckKind } from '../../../shared/contract/evidence.ts'

interface KindWords {
  readonly title: string
  /** What a person asks with it. */
  readonly question: string
  /** What its declaration fixes, and before what. */
  readonly declared: string
}

export const kindWords: Record<CheckKind, KindWords> = {
  fairness: {
    title: 'Fairness',
    question: 'Does the model treat groups of people alike? From a file of labels, decisions and groups.',
    declared: 'Columns and thresholds are fixed, and written to the ledger, before anything about groups is known.',
  },
  quality: {
    title: 'Data quality',
    question: 'Is the data fit for use? Profile of every column, rules, leakage, duplicates and personal data.',
    declared: 'Rules and thresholds are fixed, and written to the ledger, before anything about the data is known.',
  },
  explanation: {
    title: 'Explanation',
    question: 'Which features does the model lean on, and are these predictions its own? From a table of importances, or from the model as ONNX.',
    declared: 'Files, columns and method are fixed, and written to the ledger, before any importance is known.',
  },
  drift: {
    title: 'Drift',
    question: 'Does the data still look as it did? Columns of current rows against a reference, all together or window by window.',
    declared: 'Reference, windows, columns and thresholds are fixed, and written to the ledger, before anything is compared.',
  },
  performance: {
    title: 'Performance',
    question: 'How well does the model do, does it still, and where does it do worst? From a file of outcomes and predictions, with a reference or a challenger beside it.',
    declared: 'Columns, windows, segments and thresholds are fixed, and written to the ledger, before truth and prediction are held together.',
  },
}

export const checkKinds = Object.keys(kindWords) as CheckKind[]
export const isCheckKind = (value: string | undefined): value is CheckKind => checkKinds.some((kind) => kind === value)
