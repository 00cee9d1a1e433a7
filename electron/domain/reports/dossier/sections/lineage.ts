import type { LineageNode } from '../../../../../shared/contract/lineage.ts'
import { groupLineage } from '../../../../../shared/lineage-groups.ts'
import { lineageTitles, proofTitles } from '../../../../../shared/lineage-words.ts'
import { drawLineage, layOutOnPaper } from '../../charts/lineage.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { type } from '../../layout/style.ts'
import { table } from '../../layout/table.ts'
import { bullets, lead, paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'
import { count, plural, shortDigest } from '../words.ts'

/** A picture taller than this would leave no room for a heading on its page. */
const tallest = 600

/** What led to the version and what came of it: a picture, the proof of each step, and what is not known. */
export function lineage(paper: Paper, { lineage: whole, version }: DossierInput): void {
  const shown = [6, 4, 3].map((most) => groupLineage(whole, { most })).find((one, at) => at === 2 || layOutOnPaper(paper, one).height <= tallest)!
  const nameOf = new Map(shown.nodes.map((node) => [node.id, node.holds ? node.name : called(node)]))
  lead(paper, 'Told from digests and entries of the ledger alone. A solid line: both sides hold the same digest. Dotted: an entry names both. Dashed: by name only, which proves nothing. Many of a kind stand in one box.', type.body, 7)
  drawLineage(paper, layOutOnPaper(paper, shown), { about: whole.about, alt: `Lineage of ${version.ref} in ${shown.nodes.length} boxes. The table of steps says the same.` })
  heading(paper, 'What is not known', { keep: 40 })
  if (whole.gaps.length === 0) paragraph(paper, 'Nothing: every step rests on a digest or an entry.')
  bullets(paper, [...whole.gaps.map(({ says }) => says), ...whole.left.map(({ kind, count: more }) => `${plural(more, `more ${lineageTitles[kind].one}`)} on the same data not drawn`)])
  heading(paper, 'What proves each step', { keep: 60 })
  table(paper, {
    summary: `Steps of the lineage of ${version.ref} with the digest or entry that proves each`,
    columns: [{ title: 'From', share: 24 }, { title: 'To', share: 22 }, { title: 'Proof', share: 13 }, { title: 'What it rests on', share: 28 }, { title: 'Entry', share: 8, align: 'right' }],
    rows: shown.edges.map(({ from, to, by, says, digest, seq }) => [
      nameOf.get(from)!,
      nameOf.get(to)!,
      { text: proofTitles[by], style: by === 'name' ? 'strong' : 'muted' },
      { text: says, ...(digest && { note: shortDigest(digest), noteStyle: 'mono' }) },
      seq === null ? '–' : count(seq),
    ]),
  })
}

const called = ({ kind, name }: LineageNode): string => `${lineageTitles[kind].one} ${name}`
