import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { bullets, paragraph } from '../../layout/text.ts'
import { commands } from '../../layout/verbatim.ts'
import type { DossierInput } from '../input.ts'

/** Steps that work in any POSIX shell with poppler and OpenSSL 3; a test runs these very lines. */
export const unpack = ['mkdir dossier && pdfdetach -saveall -o dossier FILE.pdf && cd dossier']

export const digests = (checks: number): string[] => [`sha256sum manifest.json${checks > 0 ? ' check-*.json' : ''}`]

/** An Ed25519 public key as X.509 wants it: 12 fixed bytes, then the 32 bytes of the verifier key. */
export const publicKey = (vkey: string): string[] => [
  "( printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'",
  `  cut -d+ -f3- ${vkey} | base64 -d | tail -c 32 ) > key.der`,
]

/** The signed text ends before the last empty line; after it comes the signature: 4 bytes of key id, then 64 bytes. */
export const signature = (note: string): string[] => [
  `sed '$d' ${note} | sed '$d' > text`,
  `tail -n 1 ${note} | sed 's/.* //' | base64 -d | tail -c 64 > sig`,
  'openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile sig',
]

export const leaf = (seq: number): string[] => [`( printf '\\000'; cat entry-${seq}.json ) | sha256sum`]

export function verification(paper: Paper, input: DossierInput): void {
  const newest = input.reviews.flatMap((review) => review.signatures).toSorted((a, b) => a.seq - b.seq).at(-1)
  paragraph(paper, 'No program of ours is needed. The commands below use pdfdetach (poppler), sha256sum (coreutils) and openssl 3; they work in the shell of Linux, macOS and WSL.')
  heading(paper, 'Take the attachments out', { keep: 60 })
  commands(paper, unpack)
  heading(paper, 'The manifest and the results are the ones signed', { keep: 60 })
  commands(paper, digests(attachedResults(input)))
  paragraph(paper, 'Compare with the digests printed under “Version and manifest” and “Evidence”. The signed statements name the same manifest.')
  heading(paper, 'The checkpoint was signed with the key of the ledger', { keep: 110 })
  commands(paper, [...publicKey('log.vkey'), ...signature('checkpoint.txt')])
  paragraph(paper, '“Signature Verified Successfully” means: this ledger claimed exactly this root over exactly this many entries.')
  if (newest) {
    heading(paper, 'A person signed the statement', { keep: 110 })
    commands(paper, [...publicKey(`signature-${newest.seq}.vkey`), ...signature(`signature-${newest.seq}.txt`)])
    paragraph(paper, `The other signatures are checked alike. That the key belongs to ${newest.name} is said by the entry that enrolled it; compare its fingerprint with the person.`)
  }
  heading(paper, 'An entry is in the tree', { keep: 60 })
  commands(paper, leaf(input.version.seq))
  paragraph(paper, 'The result is the leaf hash on the integrity page. The proof file beside the entry leads from it to the root hash (RFC 6962, C2SP tlog-proof); the manual of Countersign has the twenty lines that follow it.')
  heading(paper, 'This ledger still continues that checkpoint', { keep: 60 })
  commands(paper, ['countersign --workspace DIR ledger verify --checkpoint FILE.pdf'])
  paragraph(paper, 'Asks the ledger itself: it recomputes the tree of the first entries and compares it with the checkpoint in this file.')
  attachments(paper, input)
}

const attachedResults = ({ checks }: DossierInput) => checks.filter(({ resultText }) => resultText !== null).length

function attachments(paper: Paper, input: DossierInput): void {
  heading(paper, 'What is attached', { keep: 60 })
  bullets(paper, [
    'bundle.json: everything in this dossier, for programs (schema countersign/dossier/1).',
    'checkpoint.txt and log.vkey: the checkpoint of the integrity page and the key of the ledger.',
    'manifest.json: the manifest, byte for byte.',
    ...(attachedResults(input) > 0 ? ['check-N.json: the result of check C-N, byte for byte.'] : []),
    ...(input.reviews.some(({ signatures }) => signatures.length > 0) ? ['signature-N.txt and signature-N.vkey: the signed statement of entry N and the key that signed it.'] : []),
    'entry-N.json: entry N, byte for byte; entry-N.tlog-proof: its proof of inclusion, where there is one.',
  ])
}
