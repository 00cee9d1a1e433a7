import type { DossierInput } from './input.ts'

export interface Attachment {
  name: string
  type: string
  description: string
  /** `Source`: the text that something printed was made from; `Data`: for programs. */
  relationship: 'Source' | 'Data' | 'Supplement'
  text: string
}

export const checkpointName = 'checkpoint.txt'

/** The files inside a dossier, in the order in which a reader's list shows them by name. docs/formats/dossier.md */
export function toAttachments(input: DossierInput): Attachment[] {
  return [
    { name: 'bundle.json', type: 'application/json', relationship: 'Data', description: 'Everything in this dossier, for programs', text: toBundle(input) },
    { name: checkpointName, type: 'text/plain', relationship: 'Source', description: 'Signed checkpoint of the ledger', text: input.ledger.checkpoint },
    { name: 'log.vkey', type: 'text/plain', relationship: 'Supplement', description: 'Verifier key of the ledger', text: `${input.ledger.logVkey}\n` },
    { name: 'manifest.json', type: 'application/json', relationship: 'Source', description: 'Manifest of the version, byte for byte', text: input.manifestText },
    ...input.checks.flatMap(({ id, seq, resultText }): Attachment[] =>
      resultText === null ? [] : [{ name: `check-${seq}.json`, type: 'application/json', relationship: 'Source', description: `Result of check ${id}, byte for byte`, text: resultText }],
    ),
    ...input.documents.flatMap(({ id, seq, number, contentText }): Attachment[] =>
      contentText === null ? [] : [{ name: `document-${seq}.json`, type: 'application/json', relationship: 'Source', description: `Version ${number} of document ${id}, byte for byte`, text: contentText }],
    ),
    ...signatures(input),
    ...input.entries.flatMap(entry),
  ]
}

function signatures({ reviews, keys }: DossierInput): Attachment[] {
  return reviews
    .flatMap((review) => review.signatures)
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap(({ seq, name, note, email, fingerprint }) => {
      const key = keys.find((one) => one.email === email && one.fingerprint === fingerprint)
      const signed: Attachment = { name: `signature-${seq}.txt`, type: 'text/plain', relationship: 'Source', description: `Statement signed by ${name}`, text: note }
      return key ? [signed, { name: `signature-${seq}.vkey`, type: 'text/plain', relationship: 'Supplement', description: `Verifier key of ${name}`, text: `${key.vkey}\n` } satisfies Attachment] : [signed]
    })
}

function entry({ seq, canonical, proof }: DossierInput['entries'][number]): Attachment[] {
  const bytes: Attachment = { name: `entry-${seq}.json`, type: 'application/json', relationship: 'Supplement', description: `Entry ${seq}, byte for byte`, text: canonical }
  if (proof === null) return [bytes]
  return [bytes, { name: `entry-${seq}.tlog-proof`, type: 'text/plain', relationship: 'Supplement', description: `Proof that entry ${seq} is in the tree`, text: proof }]
}

/** Texts that are attached as files of their own stay out of it: there is one place for their exact bytes. */
function toBundle(input: DossierInput): string {
  const { draft, countersign, ledger, version, model, useCase, assessment, manifest, authors, snapshots, checks, testData, documents, reviews, items, frameworks, lineage, people, keys, entries } = input
  const bundle = {
    schema: 'countersign/dossier/1',
    countersign,
    draft,
    ledger,
    version,
    model,
    useCase,
    assessment,
    manifest,
    authors,
    snapshots,
    checks: checks.map(({ resultText: _text, erased, ...check }) => (erased === null ? check : { ...check, erased })),
    testData,
    documents: documents.map(({ contentText: _text, form: _form, versions: _versions, ...document }) => document),
    reviews,
    items,
    frameworks,
    lineage,
    people,
    keys,
    entries,
  }
  return `${JSON.stringify(bundle, null, 2)}\n`
}
