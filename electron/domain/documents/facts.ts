import type { Manifest } from '../../../shared/contract/catalog.ts'
import { taskTitles } from '../../../shared/contract/catalog.ts'
import type { DocumentSubject, FactTopic } from '../../../shared/contract/document-form.ts'
import type { Fact } from '../../../shared/contract/documents.ts'
import { tierTitles } from '../../../shared/contract/tier.ts'
import { plural } from '../../../shared/counts.ts'
import type { CatalogReaders } from '../catalog/service.ts'

/** What a check says that may be quoted: its verdict and each figure that was held against a threshold. */
export interface CheckFigures {
  id: string
  title: string
  verdict: string
  figures: { name: string; value: string }[]
}

export interface FactSources {
  catalog: Pick<CatalogReaders, 'useCase' | 'model' | 'version' | 'snapshot'>
  checkFigures: (version: string) => CheckFigures[]
}

type Line = readonly [topic: FactTopic, key: string, label: string, value: string]

const toFacts = (source: string, lines: readonly Line[]): Fact[] =>
  lines.filter(([, , , value]) => value !== '').map(([topic, key, label, value]) => ({ id: `${source}#${key}`, topic, source, label, value }))

/**
 * What the ledger holds about a subject, each fact with the record that it stands in. Read anew whenever it is asked for: a fact is
 * quoted by the program, and nobody can write another value for it.
 */
export function factsOf({ catalog, checkFigures }: FactSources, { type, ref }: DocumentSubject): Fact[] {
  switch (type) {
    case 'use_case':
      return useCaseFacts(catalog, ref)
    case 'model':
      return modelFacts(catalog, ref)
    case 'version':
      return versionFacts({ catalog, checkFigures }, ref)
    case 'snapshot':
      return snapshotFacts(catalog, ref)
    case 'workspace':
    // A note says in the person's own words what the run's record says in numbers beside it.
    case 'experiment':
    case 'run':
      return []
  }
}

function useCaseFacts(catalog: FactSources['catalog'], id: string): Fact[] {
  const { name, purpose, affected, owner, tier } = catalog.useCase(id)
  return toFacts(id, [
    ['use_case', 'name', 'Use case', name],
    ['use_case', 'purpose', 'Purpose as registered', purpose],
    ['use_case', 'affected', 'Affected people as registered', affected],
    ['use_case', 'tier', 'Tier', `${tier} (${tierTitles[tier]})`],
    ['use_case', 'owner', 'Owner', owner],
  ])
}

function modelFacts(catalog: FactSources['catalog'], name: string): Fact[] {
  const { useCase, task, description, owner } = catalog.model(name)
  const own = toFacts(name, [
    ['model', 'name', 'Model', name],
    ['model', 'task', 'Task', taskTitles[task]],
    ['model', 'description', 'Description as registered', description],
    ['model', 'owner', 'Owner', owner],
  ])
  return [...own, ...useCaseFacts(catalog, useCase)]
}

function versionFacts({ catalog, checkFigures }: FactSources, ref: string): Fact[] {
  const { manifest, manifestHash, model } = catalog.version(ref)
  const checks = checkFigures(ref).flatMap(({ id, title, verdict, figures }) =>
    toFacts(id, [['checks', 'verdict', title, verdict], ...figures.map(({ name, value }): Line => ['checks', name, name, value])]),
  )
  const data = manifest.data.flatMap(({ snapshot }) => snapshotFacts(catalog, snapshot).map((fact) => ({ ...fact, topic: 'data' as const })))
  return [...toFacts(ref, [['model', 'version', 'Version', ref], ['model', 'manifest', 'SHA-256 of the manifest', manifestHash], ...manifestLines(manifest)]), ...data, ...checks, ...modelFacts(catalog, model)]
}

function manifestLines({ artefact, code, environment, parameters }: Manifest): Line[] {
  return [
    ...(artefact ? [['artefact', 'artefact', 'Artefact', `${artefact.name}, ${plural(artefact.bytes, 'byte')}, SHA-256 ${artefact.sha256}`] as const] : []),
    ...(code ? [['code', 'code', 'Code', `commit ${code.commit}${code.remote === null ? '' : ` of ${code.remote}`}, ${code.dirty.length === 0 ? 'nothing uncommitted' : `${plural(code.dirty.length, 'file')} not committed`}`] as const] : []),
    ...(environment ? [['environment', 'environment', 'Environment', `${environment.lockfile.name}, ${plural(environment.packages.length, 'package')}, SHA-256 ${environment.lockfile.sha256}`] as const] : []),
    ...Object.entries(parameters).map(([name, value]): Line => ['parameters', `parameter:${name}`, `Parameter ${name}`, value]),
  ]
}

function snapshotFacts(catalog: FactSources['catalog'], ref: string): Fact[] {
  const { fileName, bytes, sha256, format, rows, columns, protected: kept, rights } = catalog.snapshot(ref)
  return toFacts(ref, [
    ['snapshot', 'file', 'File', `${fileName}, ${plural(bytes, 'byte')}, ${format}, SHA-256 ${sha256}`],
    ['snapshot', 'shape', 'Size', `${plural(rows, 'row')}, ${plural(columns.length, 'column')}`],
    ['snapshot', 'protected', 'Protected columns', kept.join(', ')],
    ['snapshot', 'licence', 'Licence', rights.licence ?? ''],
    ['snapshot', 'source', 'Source', rights.source ?? ''],
    ['snapshot', 'purpose', 'Purpose of the data', rights.purpose ?? ''],
  ])
}
