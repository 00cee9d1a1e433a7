import type * as z from 'zod'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { BundleView, ExportedBundle, ForeignRequest, ForeignRequestDetail, ImportedBundle, interopContract } from '../../../shared/contract/interop.ts'
import type { ShownText } from '../../../shared/contract/identity.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { DocumentReaders } from '../documents/service.ts'
import type { EvidenceReaders } from '../evidence/service.ts'
import type { Policies } from '../policies/service.ts'
import type { Reviews } from '../reviews/service.ts'
import { loadBundle } from './bundle-file.ts'
import { createExports } from './exports.ts'
import { createImports } from './imports.ts'
import { createRequests, type RequestSources } from './requests.ts'
import type { OpenForeign } from './foreign.ts'
import { toView } from './view.ts'

type Input<K extends 'import' | 'export' | 'statement' | 'sign'> = z.output<NonNullable<(typeof interopContract)[K]['~orpc']['inputSchema']>>
export type ImportInput = Input<'import'>
export type ExportInput = Input<'export'>
export type ForeignStatementInput = Input<'statement'>
export type ForeignSignInput = Input<'sign'>

export type { ForeignRecords, OpenForeign } from './foreign.ts'

/** Requests and signatures that travel between workspaces as files. docs/formats/bundle.md */
export interface Interop {
  /** What a bundle holds and whether it may come in; nothing is written. BAD_INPUT and UNSUPPORTED_FORMAT refuse a hostile one. */
  inspect(path: string): BundleView
  /**
   * Takes a bundle in: exactly one entry, or none. FORBIDDEN on first contact names the fingerprints to compare; CONFLICT says what
   * it contradicts, with both signed notes where history forked. An answer counts at once for the review it is about. CANCELLED writes nothing.
   */
  import(actor: string, input: ImportInput, work: Work): Promise<ImportedBundle>
  /** Writes a request (`R-17`) or an answer (`F-12`) to a file and records that it went out. Errors: CONFLICT, NOT_FOUND, BAD_INPUT, DISK_FULL. */
  export(actor: string, input: ExportInput): ExportedBundle
  /** Newest first. */
  requests(): ForeignRequest[]
  /** The whole request; `actor`: whose permissions are wanted. */
  request(id: string, actor: string | null): ForeignRequestDetail
  statement(actor: string, input: ForeignStatementInput): ShownText
  /** Signs the text that was shown, and cosigns the checkpoint of the ledger that asks. */
  sign(actor: string, input: ForeignSignInput): Promise<ForeignRequest>
}

export interface InteropOptions extends RequestSources {
  reviews: Reviews
  catalog: CatalogReaders
  evidence: EvidenceReaders
  documents: Pick<DocumentReaders, 'list' | 'get'>
  policies: Pick<Policies, 'get' | 'proposal'>
  /** Numbers of the entries of these kinds, in order. */
  seqsOf: (kinds: readonly string[]) => number[]
}

export function createInterop(options: InteropOptions): Interop {
  return { ...createImports(options), ...createExports(options), ...createRequests(options) }
}

/** What a bundle says of itself, where no workspace is open: everybody in it is a stranger. Errors as of `inspect`. */
export function inspectBundle(path: string, openForeign: OpenForeign): BundleView {
  return toView(path, loadBundle(path), openForeign, { parties: { log: null, compared: () => [], enrolled: () => false }, refusal: null, before: null, fork: null, importedAs: null })
}
