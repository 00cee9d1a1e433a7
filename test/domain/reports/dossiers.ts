import { createHash } from 'node:crypto'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { ConditionTerms, Move, Review, Signature, SignedAct } from '../../../shared/contract/reviews.ts'
import { signCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { createInclusionProof } from '../../../electron/tlog/proof.ts'
import { createSigner, parseVkey, signNote, type Signer } from '../../../electron/tlog/note.ts'
import { hashToBase64, leafHash, nodeHash, type Hash } from '../../../electron/tlog/tree.ts'
import type { CitedEntry, DossierInput } from '../../../electron/domain/reports/dossier/input.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { citedSeqs } from '../../../electron/domain/reports/rules.ts'
import { signedActs } from '../../../shared/review-acts.ts'
import type { ReviewFacts } from '../../../electron/domain/reviews/facts.ts'
import { toDecisionText } from '../../../electron/domain/reviews/statement.ts'
import { noCounts } from '../../../shared/control-words.ts'
import { digest, germanCheck } from './german-credit.ts'

export const origin = 'countersign.example/ledger/7f3a9c21d04b5e6688aa90c1f2d3e4b5'
const seedOf = (name: string) => createHash('sha256').update(name).digest()
export const logSigner = createSigner(origin, seedOf('log'))

export const manifest: Manifest = {
  schema: 'countersign/manifest/1',
  model: 'credit-lr',
  version: 1,
  artefact: { kind: 'file', name: 'credit-lr.onnx', sha256: digest('artefact'), bytes: 18_204 },
  data: [{ snapshot: 'german-credit@1', sha256: '532082711a8ec4df65cf60775eb7d59d3a5e3458c5a88695630beffd96dfff86', rows: 1000 }],
  code: { commit: '77be310c9f7a2d14e1a54f0f0c9a3c1b2d3e4f50', branch: 'main', remote: 'https://git.example.org/risk/credit-lr.git', dirty: [{ path: 'train.py', state: 'modified', sha256: digest('train') }] },
  environment: {
    lockfile: { name: 'requirements.lock', sha256: digest('lock'), bytes: 812 },
    format: 'requirements.txt',
    packages: [['joblib', '1.4.2'], ['numpy', '2.1.3'], ['onnx', '1.17.0'], ['pandas', '2.2.3'], ['scikit-learn', '1.6.1'], ['scipy', '1.14.1'], ['threadpoolctl', '3.5.0']].map(([name = '', version = '']) => ({ name, version })),
  },
  parameters: { C: '1.0', class_weight: 'balanced', max_iter: '1000', penalty: 'l2', solver: 'lbfgs' },
}

const people = {
  'ana@example.org': 'Ana Author',
  'rui@example.org': 'Rui Reviewer',
  'fay@example.org': 'Fay Final',
} as const

export function signerOf(email: string): { signer: Signer; vkey: string; fingerprint: string } {
  const signer = createSigner(email, seedOf(email))
  return { signer, vkey: signer.vkey, fingerprint: createHash('sha256').update(parseVkey(signer.vkey).publicKey).digest('hex').slice(0, 32).match(/.{4}/g)!.join(' ') }
}

const policyHash = digest('policy')

interface Signing {
  seq: number
  email: string
  name: string
  role: string
  act: SignedAct
  slot?: number
  reason?: string
  revision?: number
  onBehalfOf?: string
  counts?: boolean
  conditions?: ConditionTerms[]
}

export function toSignature(review: Review, { seq, email, name, role, act, slot, reason = '', revision = review.revision, onBehalfOf, counts = true, conditions }: Signing): Signature {
  const { signer, fingerprint } = signerOf(email)
  const { word: decision, meaning } = signedActs[act]
  const at = new Date(Date.UTC(2026, 10, 20, 10, seq, 31, 402))
  const text = toDecisionText({
    facts: {
      review: { seq: review.seq, version: review.version, useCase: review.useCase, revision },
      bundle: { manifestHash: review.manifestHash, evidence: review.evidence, evidenceHash: review.evidenceHash, policy: { id: 'two-person', version: 1, sha256: policyHash }, tier: review.tier },
      policy: builtIn('two-person'),
      demands: { signers: review.slots },
    } as unknown as ReviewFacts,
    useCaseName: review.useCaseName,
    terms: { act, ...(reason !== '' && { reason }), ...(conditions && { conditions }) },
    slot: slot ?? null,
    validUntil: act === 'approve' ? '2027-11-20T10:12:31.402Z' : null,
    signer: { name, email, role, fingerprint },
    signs: [],
    standsFor: null,
    signedAt: at,
    offsetMinutes: 60,
    ledger: { origin, size: seq, root: Buffer.from(seedOf(`root ${seq}`)) },
  })
  return { seq, at: at.toISOString(), email, name, role, decision, meaning, fingerprint, reason, note: signNote(text, [signer]), revision, onBehalfOf: onBehalfOf ?? null, counts, device: null, batch: null }
}

export function toMove(seq: number, from: Move['from'], to: Move['to'], changes: Partial<Move> = {}): Move {
  return { seq, at: atOf(seq), actor: 'ana@example.org', revision: 1, from, to, by: 'system', reason: '', trigger: null, ...changes }
}

export function toReview(changes: Partial<Review> = {}): Review {
  const check = germanCheck()
  return {
    id: 'R-10',
    version: 'credit-lr@1',
    model: 'credit-lr',
    useCase: 'U-2',
    useCaseName: 'Retail credit, loans up to 10,000 EUR',
    tier: 2,
    state: 'in_review',
    stateReason: 'In review. Missing: review signature and approval signature.',
    blocked: [],
    revision: 1,
    requestedBy: 'ana@example.org',
    requestedByName: 'Ana Author',
    requestedAt: '2026-11-20T09:52:00.000Z',
    owner: 'ana@example.org',
    seq: 10,
    message: 'First version for production. Age shows the widest gap; the compensating control is described in the note of the version.',
    manifestHash: digest(JSON.stringify(manifest)),
    evidenceHash: digest('evidence'),
    evidence: [{ kind: 'fairness_check', id: check.id, seq: check.seq, verdict: check.verdict, sha256: check.resultSha256 }],
    gaps: [],
    policy: { id: 'two-person', version: 1, sha256: policyHash, title: 'Two people, one review and one approval' },
    slots: [
      { slot: 0, meaning: 'review', roles: ['compliance_reviewer', 'validator'], min: 1, independent: true, scope: null, signedBy: [], state: 'open' },
      { slot: 1, meaning: 'approval', roles: ['final_approver'], min: 1, independent: true, scope: null, signedBy: [], state: 'not_yet' },
    ],
    authors: ['ana@example.org'],
    signatures: [],
    moves: [],
    waivers: [],
    expiresAt: null,
    ...changes,
  }
}

export function approvedReview(): Review {
  const open = toReview()
  const [first, second] = open.slots
  return {
    ...open,
    state: 'approved',
    stateReason: 'Approved until 2027-11-20.',
    expiresAt: '2027-11-20T10:12:31.402Z',
    slots: [{ ...first!, signedBy: ['rui@example.org'], state: 'signed' }, { ...second!, signedBy: ['fay@example.org'], state: 'signed' }],
    signatures: [
      toSignature(open, { seq: 11, email: 'rui@example.org', name: 'Rui Reviewer', role: 'compliance_reviewer', act: 'review', slot: 0 }),
      toSignature(open, { seq: 12, email: 'fay@example.org', name: 'Fay Final', role: 'final_approver', act: 'approve', slot: 1, reason: 'Gap by age accepted: applications of people of 25 or under are decided by hand until version 2.' }),
    ],
  }
}

/** Entries with their proofs over a tree in which every leaf is real, so that outside tools can follow them. */
export function withLedger(parts: Omit<DossierInput, 'ledger' | 'entries'>, size: number): DossierInput {
  const leaves = Array.from({ length: size }, (_, seq) => toLeaf(seq, parts))
  const hashes = leaves.map((leaf) => leafHash(leaf))
  const subtrees = (level: number, n: number): Hash => (level === 0 ? hashes[n]! : nodeHash(subtrees(level - 1, 2 * n), subtrees(level - 1, 2 * n + 1)))
  const root = rootOf(hashes)
  const checkpoint = signCheckpoint(logSigner, size, root)
  const entries = citedSeqs(parts).map((seq): CitedEntry => {
    const { actor, at, kind } = JSON.parse(leaves[seq]!) as CitedEntry
    const path = createInclusionProof(seq, size, subtrees).map((hash) => `${hashToBase64(hash)}\n`)
    return { seq, at, actor, kind, summary: summaries[seq] ?? `Entry of kind ${kind}`, canonical: leaves[seq]!, leafHash: createHash('sha256').update('\0').update(leaves[seq]!).digest('hex'), proof: `c2sp.org/tlog-proof@v1\nindex ${seq}\n${path.join('')}\n${checkpoint}` }
  })
  const asOf = { seq: size - 1, at: atOf(size - 1) }
  return { ...parts, ledger: { name: 'Retail credit', origin, logVkey: logSigner.vkey, checkpoint, size, root: hashToBase64(root), asOf }, entries }
}

const atOf = (seq: number) => new Date(Date.UTC(2026, 10, 20, 9, 30 + 3 * seq, 7, 310)).toISOString()
const summaries = ['Workspace Retail credit founded', 'Ana Author founded the workspace', 'Use case Retail credit registered, tier 2', 'Rui Reviewer enrolled by ana@example.org', 'Fay Final enrolled by ana@example.org', 'Snapshot german-credit@1, 1,000 rows', 'Model credit-lr', 'Version credit-lr@1', 'Fairness check of credit-lr@1 declared', 'Fairness check C-9 of credit-lr@1: fail', 'Review of credit-lr@1 opened', 'Review of credit-lr@1 signed by Rui Reviewer', 'Approval of credit-lr@1 signed by Fay Final']
const kinds = ['genesis', 'person.enrolled', 'use-case.registered', 'person.enrolled', 'person.enrolled', 'snapshot.registered', 'model.registered', 'version.registered', 'check.declared', 'check.completed', 'review.opened', 'decision', 'decision']

function toLeaf(seq: number, { reviews }: Pick<DossierInput, 'reviews'>): string {
  const signature = reviews.flatMap((review) => review.signatures).find((one) => one.seq === seq)
  return JSON.stringify({ actor: signature?.email ?? 'ana@example.org', at: signature?.at ?? atOf(seq), body: signature ? { note: signature.note } : {}, kind: `${kinds[seq] ?? 'review.moved'}/v1`, ledger: origin, seq, v: 1 })
}

function rootOf(hashes: readonly Hash[]): Hash {
  if (hashes.length === 1) return hashes[0]!
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1)
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)))
}

const at = { note: '', digest: null, state: null }
const lineageOfExample: DossierInput['lineage'] = {
  about: 'version:credit-lr@1',
  nodes: [
    { ...at, id: 'data:german-credit@1', kind: 'data', stage: 'inputs', name: 'german-credit@1', seq: 5, ref: 'german-credit@1' },
    { ...at, id: 'data:name:zones', kind: 'data', stage: 'inputs', name: 'zones-of-branches-and-agencies.csv', seq: null, ref: null, state: { tone: 'void', word: 'by name only' } },
    ...Array.from({ length: 9 }, (_, run): DossierInput['lineage']['nodes'][number] => ({ ...at, id: `run:${run}`, kind: 'run', stage: 'runs', name: `depth ${run}`, seq: 5, ref: String(run), state: { tone: 'good', word: 'finished' } })),
    { ...at, id: 'version:credit-lr@1', kind: 'version', stage: 'version', name: 'credit-lr@1', seq: 7, ref: 'credit-lr@1' },
  ],
  edges: [
    ...Array.from({ length: 9 }, (_, run) => ({ from: 'data:german-credit@1', to: `run:${run}`, by: 'digest' as const, says: 'the run read it as train', digest: digest('data'), seq: 5 })),
    { from: 'data:name:zones', to: 'run:3', by: 'name', says: 'the run read it as data', digest: null, seq: 5 },
    { from: 'run:3', to: 'version:credit-lr@1', by: 'digest', says: 'files of the sealed run are the artefact, byte for byte', digest: digest('artefact'), seq: 5 },
  ],
  gaps: [{ at: 'data:name:zones', says: 'zones-of-branches-and-agencies.csv: the file was never hashed; the client’s digest is of a sample' }],
  left: [],
}

/** A dossier of the German credit model; parts can be replaced. */
export function dossier(changes: Partial<Omit<DossierInput, 'ledger' | 'entries'>> = {}, size = 13): DossierInput {
  const parts = {
    countersign: '0.1.0',
    draft: false,
    version: { ref: 'credit-lr@1', model: 'credit-lr', number: 1, manifestHash: digest(JSON.stringify(changes.manifest ?? manifest)), note: '', at: atOf(7), by: 'ana@example.org', seq: 7, run: null, registered: null },
    model: { name: 'credit-lr', useCase: 'U-2', useCaseName: 'Retail credit, loans up to 10,000 EUR', tier: 2 as const, task: 'classification' as const, description: 'Logistic regression on 20 attributes of an application; trained with cross-validation, every row scored by a model that never saw it.', owner: 'ana@example.org', at: atOf(6), seq: 6 },
    useCase: {
      id: 'U-2',
      name: 'Retail credit, loans up to 10,000 EUR',
      purpose: 'Rank applications for consumer loans so that clear cases are decided within a day and the rest go to a credit officer.',
      owner: 'ana@example.org',
      affected: 'Applicants for consumer loans, among them people of 25 or under, who have short credit histories.',
      tier: 2 as const,
      registeredTier: 2 as const,
      tierReasons: 'Access to credit; decisions can be reversed by a credit officer.',
      assessed: null,
      at: atOf(2),
      seq: 2,
      models: ['credit-lr'],
    },
    assessment: null,
    frameworks: {
      statuses: [{ id: 'eu-ai-act-annex-iv', title: 'EU AI Act Annex IV technical documentation', draft: false, asOf: '2026-11-21', status: 'Applies with Art. 11.', counts: { ...noCounts(), missing: 1, satisfied: 1 }, worst: 'missing' as const }],
      annexIV: [
        { id: 'A4.1H', ref: 'Annex IV(1)(h)', gist: 'Instructions for use.', status: 'missing' as const, evidence: [] },
        { id: 'A4.3A', ref: 'Annex IV(3), clause 1', gist: 'Capabilities and limits, accuracy overall and per group.', status: 'satisfied' as const, evidence: ['C-7'] },
      ],
    },
    manifest,
    manifestText: JSON.stringify(changes.manifest ?? manifest),
    authors: ['ana@example.org'],
    snapshots: [
      {
        ref: 'german-credit@1',
        dataset: 'german-credit',
        number: 1,
        fileName: 'german-credit.csv',
        sha256: '532082711a8ec4df65cf60775eb7d59d3a5e3458c5a88695630beffd96dfff86',
        bytes: 80_059,
        format: 'csv',
        rows: 1000,
        columns: 'status month credit_history purpose credit_amount savings employment investment_as_income_percentage personal_status other_debtors residence_since property age installment_plans housing number_of_credits skill_level people_liable_for telephone foreign_worker credit'.split(' ').map((name, at) => ({ name, type: at % 3 === 1 ? 'BIGINT' : 'VARCHAR' })),
        protected: ['age', 'personal_status', 'foreign_worker'],
        rights: { licence: 'CC BY 4.0', source: 'UCI Machine Learning Repository, Statlog (German Credit Data), doi:10.24432/C5NC77', purpose: 'Development and validation of credit scoring' },
        at: atOf(5),
        by: 'ana@example.org',
        seq: 5,
      },
    ],
    checks: [germanCheck()],
    testData: [],
    documents: [],
    reviews: [approvedReview()],
    items: { findings: [], challenges: [], conditions: [], waivers: [] },
    lineage: lineageOfExample,
    people: Object.entries(people).map(([email, name]) => ({ email, name })),
    keys: [{ email: 'rui@example.org', seq: 3 }, { email: 'fay@example.org', seq: 4 }].map(({ email, seq }) => ({ email, seq, vkey: signerOf(email).vkey, fingerprint: signerOf(email).fingerprint })),
    ...changes,
  }
  return withLedger(parts, size)
}
