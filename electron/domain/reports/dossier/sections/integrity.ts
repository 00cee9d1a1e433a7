import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { bullets, lead, paragraph } from '../../layout/text.ts'
import { verbatim } from '../../layout/verbatim.ts'
import type { DossierInput } from '../input.ts'
import { count, plural, timeOf } from '../words.ts'

export function integrity(paper: Paper, input: DossierInput): void {
  const { ledger } = input
  paragraph(
    paper,
    'Every fact in this dossier is an entry of an append-only ledger. Each entry is a leaf of a Merkle tree (RFC 6962); the checkpoint below names the tree of all entries up to the one this dossier speaks of and is signed with the key of the ledger (C2SP tlog-checkpoint).',
  )
  facts(paper, [
    { label: 'Ledger', value: ledger.name },
    { label: 'Origin', value: ledger.origin, style: 'mono' },
    { label: 'Entries', value: `${count(ledger.size)} (0 to ${count(ledger.asOf.seq)})`, note: `Entry ${count(ledger.asOf.seq)} was written ${timeOf(ledger.asOf.at)}` },
    { label: 'Root hash', value: ledger.root, style: 'mono' },
  ])
  heading(paper, 'Checkpoint, word for word', { keep: 110 })
  verbatim(paper, ledger.checkpoint)
  heading(paper, 'Key of the ledger', { keep: 50 })
  lead(paper, 'C2SP verifier key: name, key id, Ed25519 public key.')
  verbatim(paper, ledger.logVkey)
  proves(paper, input)
  citedEntries(paper, input)
}

function proves(paper: Paper, input: DossierInput): void {
  heading(paper, 'What this proves', { keep: 50 })
  bullets(paper, [
    'Whoever holds this file can tell whether the ledger was rewritten: a ledger that does not continue this checkpoint has lost or changed entries since. The file is evidence outside the computer that made it.',
    witnessSentence(input),
    'A signature cannot be moved to another version, manifest or ledger: the signed text names all of them.',
  ])
  heading(paper, 'What it does not prove', { keep: 50 })
  bullets(paper, [
    'Entries after the newest signature of a person, or after the newest checkpoint that left the computer, are guarded by the key of the ledger alone, and that key lies on the same computer. Until new evidence leaves, somebody who holds it could rewrite that tail, or cut it off, unseen.',
    'The ledger shows that nothing was rewritten, not that what was written is true: times are what the computer’s clock said, and a file named by its digest is only as good as its source. The order of entries does not depend on any clock.',
  ])
}

/** Each signed statement names size and root as the signer saw them, so it vouches for the whole past. */
function witnessSentence({ reviews }: DossierInput): string {
  const signatures = reviews.flatMap((review) => review.signatures).toSorted((a, b) => a.seq - b.seq)
  const newest = signatures.at(-1)
  const size = newest && /^Ledger-Size: (\d+)$/m.exec(newest.note)?.[1]
  if (!newest || !size) return 'No person’s signature is part of this dossier, so only the checkpoint vouches for its entries.'
  return `The newest signature in this dossier, entry ${count(newest.seq)} by ${newest.name}, also names the ledger as the signer saw it. The ${plural(Number(size), 'entry', 'entries')} before it cannot be rewritten without that person’s key.`
}

function citedEntries(paper: Paper, { entries }: DossierInput): void {
  heading(paper, 'Entries that this dossier cites', { keep: 90 })
  const proven = entries.length > 0 && entries.every(({ proof }) => proof !== null)
  const attached = proven ? 'Each is attached as its exact bytes (entry-N.json) with a proof that it is in the tree (entry-N.tlog-proof).' : 'Each is attached as its exact bytes (entry-N.json).'
  lead(paper, `${attached} The leaf hash is SHA-256 over one zero byte and those bytes.`)
  table(paper, {
    summary: 'Cited entries with time, actor and leaf hash',
    columns: [{ title: 'Entry', share: 9, align: 'right' }, { title: 'What', share: 50 }, { title: 'Written', share: 22 }, { title: 'Leaf hash', share: 38 }],
    rows: entries.map((entry): Cell[] => [
      count(entry.seq),
      { text: entry.summary, note: `${entry.kind}, ${entry.actor}` },
      { text: entry.at.slice(0, 10), note: `${entry.at.slice(11, 23)} UTC` },
      { text: `${entry.leafHash.slice(0, 32)}\n${entry.leafHash.slice(32)}`, style: 'mono' },
    ]),
  })
}
