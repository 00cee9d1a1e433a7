import { attestedScopes, type Attestation } from '../../../shared/contract/inventory.ts'
import { toSigningLines, toStatementText } from '../identity/service.ts'

export interface AttestationStatement extends Pick<Attestation, 'period' | 'scope' | 'models' | 'previous'> {
  sha256: string
  signer: { name: string; email: string; role: string }
  signedAt: string
  ledger: { origin: string; size: number; root: Buffer }
}

/** The very text that is shown and signed. docs/formats/statements.md */
export const toAttestationText = ({ period, scope, models, previous, sha256, signer, signedAt, ledger }: AttestationStatement): string =>
  toStatementText('attestation', [
    'Statement: I have read this inventory. To my knowledge it names every model that it should, and says of each what was so at the end of the period.',
    `Period: ${period.from} to ${period.to}`,
    `Scope: ${attestedScopes[scope]}`,
    `Models: ${models}`,
    `Inventory: sha256:${sha256}`,
    `Previous: ${previous ?? 'none'}`,
    `Signer-Role: ${signer.role}`,
    ...toSigningLines({ signer, signedAt, ledger }),
  ])
