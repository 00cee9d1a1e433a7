import { artefactEntries, artefactsContract } from './artefacts.ts'
import { backupsContract } from './backups.ts'
import { catalogContract, catalogEntries } from './catalog.ts'
import { challengeEntries, challengesContract } from './challenges.ts'
import { commentEntries, commentsContract } from './comments.ts'
import { conditionEntries, conditionsContract } from './conditions.ts'
import { custodyContract, custodyEntries } from './custody.ts'
import { delegationEntries, delegationsContract } from './delegations.ts'
import { documentEntries, documentsContract } from './documents.ts'
import { evidenceContract, evidenceEntries } from './evidence.ts'
import { experimentEntries, experimentsContract } from './experiments.ts'
import { findingEntries, findingsContract } from './findings.ts'
import { frameworkEntries, frameworksContract } from './frameworks.ts'
import { identityContract, identityEntries } from './identity.ts'
import { interopContract, interopEntries } from './interop.ts'
import { inventoryContract, inventoryEntries } from './inventory.ts'
import { ledgerContract, ledgerEntries } from './ledger.ts'
import { lineageContract } from './lineage.ts'
import { mlflowContract } from './mlflow.ts'
import { noticesContract } from './notices.ts'
import { policiesContract, policyEntries } from './policies.ts'
import { registryContract, registryEntries } from './registry.ts'
import { reportEntries, reportsContract } from './reports.ts'
import { reviewEntries, reviewsContract } from './reviews.ts'
import { testSetEntries, testSetsContract } from './test-sets.ts'
import { waiverEntries, waiversContract } from './waivers.ts'
import { jobsContract, workspaceContract } from './workspace.ts'

/** Everything the screens may ask of the core. Types are inferred from it on both sides. */
export const contract = {
  workspace: workspaceContract,
  jobs: jobsContract,
  ledger: ledgerContract,
  identity: identityContract,
  policies: policiesContract,
  catalog: catalogContract,
  documents: documentsContract,
  experiments: experimentsContract,
  registry: registryContract,
  mlflow: mlflowContract,
  evidence: evidenceContract,
  testSets: testSetsContract,
  reviews: reviewsContract,
  findings: findingsContract,
  conditions: conditionsContract,
  waivers: waiversContract,
  challenges: challengesContract,
  comments: commentsContract,
  delegations: delegationsContract,
  artefacts: artefactsContract,
  inventory: inventoryContract,
  lineage: lineageContract,
  frameworks: frameworksContract,
  reports: reportsContract,
  interop: interopContract,
  backups: backupsContract,
  custody: custodyContract,
  notices: noticesContract,
}

/** Every kind of entry with the schema of its body. */
export const entryBodies = {
  ...ledgerEntries,
  ...custodyEntries,
  ...identityEntries,
  ...policyEntries,
  ...catalogEntries,
  ...documentEntries,
  ...experimentEntries,
  ...registryEntries,
  ...evidenceEntries,
  ...testSetEntries,
  ...reviewEntries,
  ...findingEntries,
  ...conditionEntries,
  ...waiverEntries,
  ...challengeEntries,
  ...commentEntries,
  ...delegationEntries,
  ...artefactEntries,
  ...frameworkEntries,
  ...inventoryEntries,
  ...reportEntries,
  ...interopEntries,
}

export type EntryKind = keyof typeof entryBodies
