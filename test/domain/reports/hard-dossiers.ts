import type { DossierInput } from '../../../electron/domain/reports/dossier/input.ts'
import { approvedReview, dossier, manifest, signerOf, toMove, toReview, toSignature } from './dossiers.ts'
import { germanCheck, toGroup, toResult } from './german-credit.ts'

const reason = 'The gap by age is outside the limit and no compensating control is described.'
const reject = () => toSignature(toReview(), { seq: 11, email: 'fay@example.org', name: 'Fay Final', role: 'final_approver', act: 'reject', reason })

export const rejected = (): DossierInput => dossier({ reviews: [toReview({ state: 'rejected', stateReason: `Rejected: ${reason}`, signatures: [reject()] })] }, 12)

export const open = (): DossierInput => dossier({ reviews: [toReview()] }, 11)

/** Both signed revision 1, it was returned, and revision 2 waits with evidence missing and something in its way. */
export function returned(): DossierInput {
  const moves = [
    toMove(13, 'pending_decision', 'changes_requested', { by: 'person', actor: 'fay@example.org', reason: 'The new file is not in the evidence.' }),
    toMove(14, 'changes_requested', 'draft', { by: 'person', revision: 2, reason: 'A new revision.' }),
    toMove(15, 'submitted', 'in_review', { revision: 2 }),
  ]
  const before = approvedReview().signatures.map((one) => ({ ...one, counts: false, onBehalfOf: 'ana@example.org' }))
  const gaps = [{ kind: 'drift_test', status: 'missing' as const, why: 'No drift test of this version is there.', next: 'Run one and attach it.' }]
  return dossier({ reviews: [toReview({ revision: 2, gaps, blocked: ['C-20 was added to the evidence after the submission.'], signatures: before, moves })] }, 16)
}

/** In review, with one of everything that can stand around a request. */
export function questioned(): DossierInput {
  const [ana, rui] = ['ana@example.org', 'rui@example.org']
  const said = { seq: 10, at: '2026-11-20T10:00:00.000Z', by: ana, version: 'credit-lr@1', acts: [] }
  const evidence = { version: 'credit-lr@1', id: 'C-9', kind: 'fairness_check', sha256: 'a'.repeat(64) }
  const policy = { id: 'two-person', version: 1, sha256: 'a'.repeat(64) }
  const terms = { text: 'Repeat the check', owner: ana, due: '2027-01-01', expects: 'a check', control: null, finding: null }
  const use = { at: said.at, by: ana, roles: [], run: null, person: null, detail: '', version: 'credit-lr@1' }
  const seal = { id: 'T-6', seq: 6, at: said.at, by: ana, snapshot: 'held-out@1', sha256: 'b'.repeat(64), purpose: 'The first approval', custodian: rui, users: [], model: null, split: { method: 'by applicant', seed: '7', parts: null } }
  return dossier({
    testData: [
      {
        sha256: seal.sha256,
        file: 'held-out.csv',
        seal,
        counted: 2,
        checks: [{ id: 'C-9', kind: 'fairness', use: 2, sealed: true }],
        opened: ['held-out@1 was used as training data: run x, as train data, entry 5, by ana@example.org'],
        uses: [
          { ...use, seq: 5, how: 'run', number: 1, what: 'run x, as train data', why: null, check: null, beforeSeal: true },
          { ...use, seq: 8, how: 'check', number: 2, what: 'fairness check of credit-lr@1', why: null, check: { id: 'C-9', verdict: 'fail' }, beforeSeal: false },
        ],
      },
      { sha256: 'c'.repeat(64), file: 'open.csv', seal: null, counted: 4, checks: [{ id: 'C-7', kind: 'performance', use: 4, sealed: false }], opened: [], uses: [] },
    ],
    reviews: [toReview()],
    items: {
      findings: [{ ...said, id: 'X-10', by: rui, openedAs: 'validator', about: { type: 'version' }, review: 'R-10', severity: 'high', ratings: [], proposed: null, title: 'Young applicants are selected less often', text: 'In every quarter.', owner: ana, due: '2026-11-01', extensions: 0, overdue: true, repeats: null, state: 'open', remediation: { ...said, evidence, note: 'Measured again.' }, closure: null }],
      challenges: [{ ...said, id: 'H-10', by: rui, review: 'R-10', revision: 1, area: 'method', text: 'Why is the method right?', state: 'answered', answers: [{ ...said, text: 'It was agreed.' }], closed: null, decided: null }],
      conditions: [{ ...said, id: 'K-10', review: 'R-10', terms, due: '2027-02-01', overdue: false, state: 'open', met: null, accepted: null }],
      waivers: [{ ...said, id: 'W-10', useCase: 'U-2', manifestHash: 'a'.repeat(64), type: 'missing_evidence', deviation: { of: 'evidence', kind: 'model_card', is: null }, lets: 'model card may be missing', reason: 'It is being written.', control: 'A clerk looks.', owner: ana, until: '2027-01-15', tier: 2, policy, state: 'live', granted: null, closed: null }],
    },
  }, 11)
}

/** Approved under one condition, which stands in the signed text; both signatures were made on one device, one of them in a batch. */
export function conditional(): DossierInput {
  const approved = approvedReview()
  const terms = { text: 'Explain the gap by age', owner: 'ana@example.org', due: '2027-02-01', expects: 'a second fairness check', control: 'Cases of people of 25 or under are decided by hand', finding: null }
  const signature = toSignature(approved, { seq: 12, email: 'fay@example.org', name: 'Fay Final', role: 'final_approver', act: 'approve', slot: 1, conditions: [terms] })
  return dossier({ reviews: [{ ...approved, state: 'approved_with_conditions', stateReason: 'Approved with conditions until 2027-11-20.', signatures: [{ ...approved.signatures[0]!, device: 'ab'.repeat(16), batch: 3 }, { ...signature, device: 'ab'.repeat(16) }] }] })
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
    toSignature(review, { seq: 11 + at, email: `${long('signer', 40)}${at}@example.org`, name: `${name} ${at}`, role: 'final_approver', act: 'review', slot: 0, reason: long('Seen. ', 490).trim() }),
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
