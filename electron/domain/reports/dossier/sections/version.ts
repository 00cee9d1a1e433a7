import type { Manifest } from '../../../../../shared/contract/catalog.ts'
import { callout } from '../../layout/callout.ts'
import { facts, type Fact } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'
import { bytes, count, personName, plural, timeOf } from '../words.ts'

/** What the version is, part by part, each by digest; a missing part is named as missing. */
export function versionAndManifest(paper: Paper, input: DossierInput): void {
  const { version, model, useCase, manifest } = input
  facts(paper, [
    { label: 'Version', value: version.ref, style: 'strong', note: `Entry ${count(version.seq)}, ${timeOf(version.at)}` },
    { label: 'Registered by', value: personName(input, version.by) },
    { label: 'Model', value: model.name, note: `Owner ${personName(input, model.owner)}, entry ${count(model.seq)}` },
    { label: 'Manifest', value: version.manifestHash, style: 'mono', note: 'SHA-256 of manifest.json, which is attached' },
    ...(version.note === '' ? [] : [{ label: 'Note', value: version.note }]),
    ...(model.description === '' ? [] : [{ label: 'Description', value: model.description }]),
  ])
  heading(paper, 'Use case')
  facts(paper, [
    { label: 'Name', value: `${useCase.name} (${useCase.id})` },
    { label: 'Purpose', value: useCase.purpose },
    { label: 'Affected people', value: useCase.affected || 'not said' },
  ])
  missingParts(paper, manifest)
  parts(paper, manifest)
  code(paper, manifest)
  parameters(paper, manifest)
  environment(paper, manifest)
  if (manifest.artefact?.kind === 'folder') artefactFiles(paper, manifest.artefact.files)
}

function missingParts(paper: Paper, manifest: Manifest): void {
  const missing = [
    manifest.artefact === null ? 'artefact' : null,
    manifest.data.length === 0 ? 'data' : null,
    manifest.code === null ? 'code' : null,
    manifest.environment === null ? 'environment' : null,
  ].filter((part) => part !== null)
  if (missing.length === 0) return
  paper.gap(6)
  callout(paper, [`The manifest has no ${missing.join(', no ')}. Nothing in this dossier can say which one was used.`], { title: 'Missing parts', tone: 'caution' })
}

function parts(paper: Paper, { artefact, data, code, environment }: Manifest): void {
  heading(paper, 'Parts of the manifest')
  const digest = (part: string, what: string, sha256: string, note: string): Cell[] => [{ text: part, style: 'strong' }, { text: what, note }, { text: sha256, style: 'mono' }]
  const absent = (part: string): Cell[] => [{ text: part, style: 'strong' }, { badge: { word: 'missing', symbol: 'ring', tone: 'caution' } }, '']
  const rows = [
    artefact ? digest('Artefact', artefact.name, artefact.sha256, artefact.kind === 'folder' ? `folder, ${plural(artefact.files.length, 'file')}, ${bytes(artefact.bytes)}` : bytes(artefact.bytes)) : absent('Artefact'),
    ...(data.length === 0 ? [absent('Data')] : data.map((one) => digest('Data', one.snapshot, one.sha256, plural(one.rows, 'row')))),
    code ? digest('Code', code.branch ?? 'no branch', code.commit, code.dirty.length === 0 ? 'Git commit, clean' : `Git commit, and ${plural(code.dirty.length, 'change')} not in it`) : absent('Code'),
    environment ? digest('Environment', environment.lockfile.name, environment.lockfile.sha256, `${environment.format}, ${plural(environment.packages.length, 'package')}`) : absent('Environment'),
  ]
  const columns = [{ title: 'Part', share: 14 }, { title: 'What', share: 28 }, { title: 'Digest', share: 58 }]
  table(paper, { summary: 'Parts of the manifest with their digests', columns, rows })
}

function code(paper: Paper, manifest: Manifest): void {
  const state = manifest.code
  if (!state) return
  const list: Fact[] = [
    { label: 'Commit', value: state.commit, style: 'mono' },
    { label: 'Branch', value: state.branch ?? 'none (detached)' },
    { label: 'Remote', value: state.remote ?? 'none' },
  ]
  heading(paper, 'Code')
  facts(paper, list)
  if (state.dirty.length === 0) return paragraph(paper, 'The working folder had no changes beyond this commit.')
  const changes = plural(state.dirty.length, 'change')
  callout(paper, [`The working folder had ${changes} that the commit does not hold. The commit alone does not give this code.`], { title: 'Dirty code state', tone: 'caution' })
  table(paper, {
    summary: 'Files of the working folder that differ from the commit',
    columns: [{ title: 'File', share: 30 }, { title: 'Change', share: 12 }, { title: 'SHA-256 of the file as it was', share: 58 }],
    rows: state.dirty.map((one) => [one.path, one.state, { text: one.sha256 ?? 'deleted', style: one.sha256 ? 'mono' : 'muted' }]),
  })
}

function parameters(paper: Paper, manifest: Manifest): void {
  const entries = Object.entries(manifest.parameters)
  heading(paper, 'Parameters', { keep: 40 })
  if (entries.length === 0) return paragraph(paper, 'No parameters are recorded.')
  const columns = [{ title: 'Parameter', share: 35 }, { title: 'Value', share: 65 }]
  table(paper, { summary: 'Parameters of the version', columns, rows: entries.map(([name, value]) => [name, { text: value || '(empty)', style: 'mono' }]) })
}

function environment(paper: Paper, { environment: found }: Manifest): void {
  if (!found) return
  heading(paper, 'Environment')
  facts(paper, [
    { label: 'Lock file', value: `${found.lockfile.name}, ${bytes(found.lockfile.bytes)}`, note: `Read as ${found.format}` },
    { label: 'SHA-256', value: found.lockfile.sha256, style: 'mono' },
  ])
  if (found.packages.length === 0) return paragraph(paper, 'No package was found in it.')
  const perRow = 3
  const rows: Cell[][] = []
  for (let at = 0; at < found.packages.length; at += perRow) {
    rows.push(Array.from({ length: perRow }, (_, next) => found.packages[at + next]).flatMap((one): Cell[] => [one?.name ?? '', { text: one?.version ?? '', style: 'mono' }]))
  }
  const columns = Array.from({ length: perRow }, () => [{ title: 'Package', share: 20 }, { title: 'Version', share: 13 }]).flat()
  table(paper, { summary: `Packages of the environment, ${count(found.packages.length)} in all, three a row`, columns, rows })
}

function artefactFiles(paper: Paper, files: readonly { name: string; sha256: string; bytes: number }[]): void {
  heading(paper, 'Files of the artefact')
  table(paper, {
    summary: 'Files of the artefact folder with their digests',
    columns: [{ title: 'File', share: 28 }, { title: 'Bytes', share: 14, align: 'right' }, { title: 'SHA-256', share: 58 }],
    rows: files.map((file) => [file.name, count(file.bytes), { text: file.sha256, style: 'mono' }]),
  })
}
