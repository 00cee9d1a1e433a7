import type { DossierInput } from '../../../electron/domain/reports/dossier/input.ts'
import { approvedReview, dossier, manifest, signerOf, toReview, toSignature } from './dossiers.ts'
import { germanCheck, toGroup, toResult } from './german-credit.ts'

const decline = () => toSignature(toReview(), { seq: 11, email: 'rui@example.org', name: 'Rui Reviewer', role: 'compliance_reviewer', decision: 'DECLINE', meaning: 'rejection', reason: 'The gap by age is outside the limit and no compensating control is described.' })
const reason = 'Declined by Rui Reviewer: The gap by age is outside the limit and no compensating control is described.'

export const declined = (): DossierInput => dossier({ reviews: [toReview({ state: 'declined', stateReason: reason, signatures: [decline()] })] }, 12)

export const open = (): DossierInput => dossier({ reviews: [toReview()] }, 11)

/** A declined request, then an approval whose ground was taken away, then an open one. */
export function voided(): DossierInput {
  const approved = approvedReview()
  const lost: Partial<typeof approved> = { state: 'void', stateReason: 'No longer counts: check C-9 was added to the evidence afterwards. Request a new review.', expiresAt: null }
  return dossier({ reviews: [{ ...approved, ...lost, signatures: approved.signatures.map((one) => ({ ...one, counts: false })) }] })
}

/** Nothing but a name: no artefact, no data, no code, no environment, no check, no review. */
export function bare(): DossierInput {
  const empty = { ...manifest, artefact: null, data: [], code: null, environment: null, parameters: {} }
  return dossier({ manifest: empty, snapshots: [], checks: [], reviews: [], keys: [], draft: true }, 8)
}

const long = (word: string, length: number) => word.repeat(Math.ceil(length / word.length)).slice(0, length)

/** 60 groups, 300 packages, 12 signatures, names of 80 characters, a value of 2,000 characters and signs no font here has. */
export function crowded(): DossierInput {
  const groups = [
    ...Array.from({ length: 58 }, (_, at) => toGroup({ region: at === 0 ? long('Donaudampfschifffahrt', 80) : at === 1 ? '漢字 \u202eevil' : `Region ${at}` }, [40 + at, 10 + (at % 7), 5 + (at % 11), 30 + at])),
    toGroup({ region: 'Nobody positive' }, [0, 3, 0, 40]),
    toGroup({ region: 'Two rows' }, [1, 0, 0, 1]),
  ]
  const check = germanCheck(toResult(groups, ['region']))
  const name = long('Maximiliane von und zu Sonnenschein-Wettersheim ', 80).trim()
  const review = toReview({ useCaseName: long('Retail credit and everything that belongs to it ', 120), message: long('Please look at region 7 first. ', 2000) })
  const signatures = Array.from({ length: 12 }, (_, at) =>
    toSignature(review, { seq: 11 + at, email: `${long('signer', 40)}${at}@example.org`, name: `${name} ${at}`, role: 'final_approver', decision: 'ENDORSE', meaning: 'review', reason: long('Seen. ', 490).trim() }),
  )
  return dossier(
    {
      manifest: {
        ...manifest,
        artefact: { kind: 'folder', name: long('model', 90), sha256: '0'.repeat(64), bytes: 9_000_000, files: Array.from({ length: 40 }, (_, at) => ({ name: `weights/${long('layer-', 100)}${at}.bin`, sha256: String(at % 10).repeat(64), bytes: 1000 * at })) },
        environment: { ...manifest.environment!, packages: Array.from({ length: 300 }, (_, at) => ({ name: at === 5 ? long('very-long-package-name-', 90) : `package-${at}`, version: `${at}.0.1` })) },
        parameters: { notes: long('a value without end ', 2000), [long('parameter', 200)]: '1' },
        code: { ...manifest.code!, dirty: Array.from({ length: 30 }, (_, at) => ({ path: `src/${long('deep/', 300)}${at}.py`, state: 'untracked' as const, sha256: null })) },
      },
      checks: [check],
      reviews: [{ ...review, signatures }],
      people: signatures.map(({ email, name: printed }) => ({ email, name: printed })),
      keys: signatures.map(({ email, fingerprint }) => ({ email, fingerprint, vkey: signerOf(email).vkey, seq: 3 })),
    },
    24,
  )
}
