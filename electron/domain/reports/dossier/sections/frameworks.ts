import { controlStatusWords, countsInWords, notLegalAdvice } from '../../../../../shared/control-words.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'

/** Which evidence is there for each control set, and Annex IV of the EU AI Act item by item. */
export function frameworkView(paper: Paper, { frameworks: { statuses, annexIV } }: DossierInput): void {
  paragraph(paper, `Controls are counted by the status of their evidence, from what the ledger held as of the entry of this dossier. ${notLegalAdvice}`)
  table(paper, {
    summary: 'Control sets with their controls counted by status',
    columns: [{ title: 'Control set', share: 34 }, { title: 'As of', share: 13 }, { title: 'Controls by status, the worst first', share: 53 }],
    rows: statuses.map(({ title, draft, asOf, counts }) => [{ text: draft ? `${title} (draft)` : title, style: 'strong' }, asOf, countsInWords(counts)]),
  })
  if (annexIV.length === 0) return
  heading(paper, 'EU AI Act, Annex IV, item by item', { keep: 80 })
  table(paper, {
    summary: 'Items of Annex IV with their status and the evidence for each',
    columns: [{ title: 'Item', share: 16 }, { title: 'Content', share: 40 }, { title: 'Status', share: 18 }, { title: 'Evidence', share: 26 }],
    rows: annexIV.map(({ ref, gist, status, evidence }) => [{ text: ref, style: 'strong' }, gist, controlStatusWords[status].word, evidence.join(', ') || 'none']),
  })
}
