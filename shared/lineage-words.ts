import type { LineageEdge, LineageKind, LineageStage } from './contract/lineage.ts'

export const lineageTitles: Record<LineageKind, { one: string; many: string }> = {
  data: { one: 'data', many: 'data files' },
  code: { one: 'code', many: 'commits' },
  environment: { one: 'environment', many: 'environments' },
  experiment: { one: 'experiment', many: 'experiments' },
  run: { one: 'run', many: 'runs' },
  logged_model: { one: 'logged model', many: 'logged models' },
  registered: { one: 'registered by a client', many: 'registrations' },
  version: { one: 'version', many: 'versions' },
  check: { one: 'check', many: 'checks' },
  document: { one: 'document', many: 'documents' },
  review: { one: 'review', many: 'reviews' },
  signature: { one: 'signature', many: 'signatures' },
  deployment: { one: 'deployment', many: 'deployments' },
}

export const lineageStages: readonly LineageStage[] = ['inputs', 'runs', 'models', 'registry', 'version', 'evidence', 'review', 'use']
export const stageTitles: Record<LineageStage, string> = { inputs: 'What went in', runs: 'Runs', models: 'Logged models', registry: 'Registry', version: 'Version', evidence: 'Evidence', review: 'Review', use: 'Signed and in use' }

export const proofTitles: Record<LineageEdge['by'], string> = { digest: 'by digest', entry: 'by entry', name: 'by name only' }

/** Drawn in a square of 12 by strokes, in a page, a file and a PDF alike. */
export const lineageSymbols: Record<LineageKind, string> = {
  data: 'M2 3a4 1.6 0 0 1 8 0a4 1.6 0 0 1 -8 0M2 3V9a4 1.6 0 0 0 8 0V3M2 6a4 1.6 0 0 0 8 0',
  code: 'M4 3L1 6L4 9M8 3L11 6L8 9',
  environment: 'M1.5 3.5L6 1.2L10.5 3.5V8.5L6 10.8L1.5 8.5ZM1.5 3.5L6 5.8L10.5 3.5M6 5.8V10.8',
  experiment: 'M4.5 1H7.5M5 1V4.5L1.8 10.4H10.2L7 4.5V1M3.6 7.4H8.4',
  run: 'M3 1.8L10 6L3 10.2Z',
  logged_model: 'M6 1L10.3 3.5V8.5L6 11L1.7 8.5V3.5Z',
  registered: 'M2 1.5H7L10.5 6L7 10.5H2ZM4.4 6H4.6',
  version: 'M6 1L11 6L6 11L1 6Z',
  check: 'M1.5 6.5L4.6 9.6L10.5 2.6',
  document: 'M2.5 1H7.5L9.8 3.3V11H2.5ZM7.3 1V3.5H9.8M4.3 6H8M4.3 8.3H8',
  review: 'M1 6C2.6 3.4 4.2 2.4 6 2.4S9.4 3.4 11 6C9.4 8.6 7.8 9.6 6 9.6S2.6 8.6 1 6ZM4.5 6a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0',
  signature: 'M1.5 10.5H10.5M2.5 8L8 2.2L9.8 4L4.3 9.4L2 10Z',
  deployment: 'M6 10.5V1.8M2.8 4.8L6 1.6L9.2 4.8',
}
