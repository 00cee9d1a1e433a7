import type { Control, ControlSet } from '../../../shared/contract/frameworks.ts'
import type { Person } from '../../../shared/contract/identity.ts'
import { toSigningLines, toStatementText } from '../identity/service.ts'

interface Signing {
  signer: Pick<Person, 'name' | 'email' | 'fingerprint'> & { role: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

interface OfVersion extends Signing {
  version: { ref: string; manifestHash: string }
  reason: string
}

export interface ControlStatement extends OfVersion {
  set: Pick<ControlSet, 'id' | 'title' | 'version' | 'sha256'>
  control: Pick<Control, 'id' | 'ref' | 'mode'>
}

const lastLines = ({ signer, ...signing }: Signing): string[] => {
  const [name = '', address = '', ...when] = toSigningLines({ signer, ...signing })
  return [name, address, `Signer-Role: ${signer.role}`, `Signer-Key: ${signer.fingerprint}`, ...when]
}

const ofControl = ({ set, control, version }: ControlStatement): string[] => [
  `Framework: ${set.id} ${set.version} sha256:${set.sha256}`,
  `Framework-Title: ${set.title}`,
  `Control: ${control.id}`,
  `Reference: ${control.ref}`,
  `Version: ${version.ref}`,
  `Manifest: sha256:${version.manifestHash}`,
]

/** The sentence says whether evidence was examined or a fact is vouched for. docs/formats/statements.md */
const confirming = (mode: Control['mode']): string =>
  mode === 'attest' || mode === 'external' ? 'I state that what this control asks for is so, on the evidence counted here.' : 'I examined the evidence for this control and find it adequate.'

export const toConfirmationText = ({ evidenceHash, evidence, ...about }: ControlStatement & { evidenceHash: string; evidence: number }): string =>
  toStatementText('control-confirmation', [
    `Statement: ${confirming(about.control.mode)}`,
    ...ofControl(about),
    `Evidence: sha256:${evidenceHash} (${evidence})`,
    `Reason: ${about.reason}`,
    ...lastLines(about),
  ])

export const toNotApplicableText = (about: ControlStatement): string =>
  toStatementText('control-not-applicable', ['Statement: I state that this control does not apply to this version.', ...ofControl(about), `Reason: ${about.reason}`, ...lastLines(about)])

export const toNilText = ({ kind, from, until, version, reason, ...signing }: OfVersion & { kind: { id: string; title: string }; from: string; until: string }): string =>
  toStatementText('evidence-nil', [
    'Statement: I looked for it, and there was none in this period.',
    `Evidence-Kind: ${kind.id}`,
    `Evidence-Title: ${kind.title}`,
    `Version: ${version.ref}`,
    `Manifest: sha256:${version.manifestHash}`,
    `From: ${from}`,
    `Until: ${until}`,
    `Reason: ${reason}`,
    ...lastLines(signing),
  ])
