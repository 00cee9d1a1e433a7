import { chapter } from '../layout/heading.ts'
import { createPaper, type Paper } from '../layout/paper.ts'
import { openPdf } from '../layout/pdf.ts'
import { stampPages } from '../layout/running.ts'
import { toAttachments } from './bundle.ts'
import type { DossierInput } from './input.ts'
import { cover, stateHeadline } from './sections/cover.ts'
import { data } from './sections/data.ts'
import { checks } from './sections/checks.ts'
import { documents } from './sections/documents.ts'
import { frameworkView } from './sections/frameworks.ts'
import { glossary } from './sections/glossary.ts'
import { reviewHistory } from './sections/history.ts'
import { integrity } from './sections/integrity.ts'
import { items } from './sections/items.ts'
import { lineage } from './sections/lineage.ts'
import { riskTier } from './sections/risk-tier.ts'
import { signOff } from './sections/sign-off.ts'
import { verification } from './sections/verification.ts'
import { versionAndManifest } from './sections/version.ts'
import { count, shortOrigin } from './words.ts'

interface Chapter {
  title: string
  draw(paper: Paper, input: DossierInput): void
}

const chapters: readonly Chapter[] = [
  { title: 'Sign-off', draw: signOff },
  { title: 'Findings and exceptions', draw: items },
  { title: 'Version and manifest', draw: versionAndManifest },
  { title: 'Risk tier', draw: riskTier },
  { title: 'Data', draw: data },
  { title: 'Lineage', draw: lineage },
  { title: 'Evidence', draw: checks },
  { title: 'Documents', draw: documents },
  { title: 'Review history', draw: reviewHistory },
  { title: 'Framework view', draw: frameworkView },
  { title: 'Integrity', draw: integrity },
  { title: 'How to verify with standard tools', draw: verification },
  { title: 'Words and limits', draw: glossary },
]

/**
 * Draws the dossier: tagged PDF 1.7 with PDF/A-3 metadata and attachments. Pure: equal inputs give equal bytes under any
 * time zone, locale, processor and runtime.
 */
export async function renderDossier(input: DossierInput): Promise<Uint8Array> {
  const { version, useCase, ledger } = input
  // The only date in the file: nothing in it may know when it was made.
  const createdAt = new Date(ledger.asOf.at)
  const { doc, finish } = openPdf({
    title: `Dossier of ${version.ref} for ${useCase.name}`,
    subject: `${stateHeadline(input)}, as of entry ${ledger.asOf.seq} of ${ledger.origin}`,
    author: ledger.name,
    producer: `Countersign ${input.countersign}`,
    createdAt,
  })
  const paper = createPaper(doc)
  const contents = cover(paper, input, chapters.length)
  // Contents that had no room on the cover leave most of a page to the first chapter.
  const first = paper.pageCount() === 1 ? 'newPage' : 'flow'
  chapters.forEach(({ title, draw }, at) => chapter(paper, title, () => draw(paper, input), at === 0 ? first : 'flow'))
  contents.fill()
  stampPages(paper, {
    headerLeft: `${version.ref} · ${stateHeadline(input)}`,
    headerRight: useCase.name,
    footer: `${input.draft ? 'DRAFT, not recorded in the ledger · ' : ''}As of entry ${count(ledger.asOf.seq)} of ${shortOrigin(ledger.origin)}`,
  })
  paper.end()
  for (const { name, type, description, relationship, text } of toAttachments(input)) {
    doc.file(Buffer.from(text), { name, type, description, relationship, creationDate: createdAt, modifiedDate: createdAt } as PDFKit.Mixins.PDFAttachmentOptions)
  }
  return finish()
}
