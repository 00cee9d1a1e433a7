import type { Manifest } from '../../../shared/contract/catalog.ts'
import { tierOverrideRoles } from '../../../shared/contract/assessment.ts'
import { AppError } from '../../../shared/errors.ts'

/** A dataset that several file names could mean is named by its number; a version by model and number. */
export type ManifestParts = Omit<Manifest, 'schema' | 'version'>

export function toManifest(parts: ManifestParts, version: number): Manifest {
  return { schema: 'countersign/manifest/1', version, ...parts }
}

/** The parts a version does not name, in plain words: what a reviewer has to do without. */
export function missingParts(manifest: Manifest): string[] {
  return [
    ...(manifest.artefact ? [] : ['artefact']),
    ...(manifest.data.length > 0 ? [] : ['data']),
    ...(manifest.code ? [] : ['code']),
    ...(manifest.environment ? [] : ['environment']),
  ]
}

export function refuseUnknownColumns(protectedColumns: readonly string[], columns: readonly { name: string }[], file: string): void {
  const names = columns.map((column) => column.name)
  const unknown = protectedColumns.filter((name) => !names.includes(name))
  if (unknown.length === 0) return
  throw new AppError('BAD_INPUT', `${file} has no column ${unknown.map((name) => `“${name}”`).join(', ')}. Its columns are: ${names.join(', ')}.`)
}

/** The role by which somebody may set another tier than the computed one; null where they have none. */
export const roleToOverride = (roles: readonly string[]): string | null => tierOverrideRoles.find((role) => roles.includes(role)) ?? null

export const taken = (what: string, name: string) => new AppError('CONFLICT', `There is a ${what} named “${name}” already. Choose another name, or use that one.`)
