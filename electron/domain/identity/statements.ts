/** Who signs, when, and over which tree: the last lines of every statement but decisions. */
export interface Signing {
  signer: { name: string; email: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

const namespace = 'countersign.example'

export const toSigningLines = ({ signer, signedAt, ledger }: Signing): string[] => [
  `Signer: ${signer.name}`,
  `Signer-ID: ${signer.email}`,
  `Signed-At: ${signedAt}`,
  `Ledger: ${ledger.origin}`,
  `Ledger-Size: ${ledger.size}`,
  `Ledger-Root: ${ledger.root.toString('base64')}`,
]

/** The first line names the kind of statement; docs/formats/statements.md lists them all. */
export const toStatementText = (format: string, lines: readonly string[]) => `${[`${namespace}/${format}/v1`, ...lines].join('\n')}\n`

export interface EnrolmentStatement extends Signing {
  person: { name: string; email: string; roles: readonly string[]; vkey: string }
  /** Present when a key takes the place of another. */
  replaces?: { vkey: string; reason: string }
}

/** The text that the enroller signs. docs/formats/statements.md */
export const toEnrolmentText = ({ person, replaces, ...signing }: EnrolmentStatement): string =>
  toStatementText(replaces ? 'key-replacement' : 'enrolment', [
    `Person: ${person.name}`,
    `Person-ID: ${person.email}`,
    `Roles: ${person.roles.join(', ')}`,
    `Key: ${person.vkey}`,
    ...(replaces ? [`Previous-Key: ${replaces.vkey}`, `Reason: ${replaces.reason}`] : []),
    ...toSigningLines(signing),
  ])

/** docs/formats/custody.md has these texts line by line. */
export const toRevocationText = (person: { name: string; email: string; vkey: string }, reason: string, signing: Signing): string =>
  toStatementText('key-revocation', [`Person: ${person.name}`, `Person-ID: ${person.email}`, `Key: ${person.vkey}`, `Reason: ${reason}`, ...toSigningLines(signing)])

export const toRotationText = (keys: { previous: string; next: string }, reason: string, signing: Signing): string =>
  toStatementText('log-key-rotation', [`Previous-Key: ${keys.previous}`, `Key: ${keys.next}`, `Reason: ${reason}`, ...toSigningLines(signing)])

export const toRedactionText = (what: { entry: number; kind: 'payload' | 'file'; id: string }, reason: string, signing: Signing): string =>
  toStatementText('redaction', [`Entry: ${what.entry}`, what.kind === 'payload' ? `Payload: ${what.id}` : `File: sha256:${what.id}`, `Reason: ${reason}`, ...toSigningLines(signing)])

export interface Succession {
  predecessor: { origin: string; vkey: string; size: number; root: string }
  reason: string
  first: { name: string; email: string }
  second: { name: string; email: string }
  signedAt: string
  ledger: string
  /** The log key of the new ledger. */
  key: string
}

export const toSuccessionText = ({ predecessor, reason, first, second, signedAt, ledger, key }: Succession): string =>
  toStatementText('succession', [
    `Predecessor: ${predecessor.origin}`,
    `Predecessor-Key: ${predecessor.vkey}`,
    `Predecessor-Size: ${predecessor.size}`,
    `Predecessor-Root: ${predecessor.root}`,
    `Reason: ${reason}`,
    `First-Signer: ${first.name}`,
    `First-Signer-ID: ${first.email}`,
    `Second-Signer: ${second.name}`,
    `Second-Signer-ID: ${second.email}`,
    `Signed-At: ${signedAt}`,
    `Ledger: ${ledger}`,
    `Key: ${key}`,
  ])
