import { mkdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { DocumentSubject } from '../../shared/contract/document-form.ts'
import { documentsContract, type DocumentDetail } from '../../shared/contract/documents.ts'
import { plural } from '../../shared/counts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Workspace } from '../core/workspace.ts'
import { translate } from '../platform/output-file.ts'
import { parseWhole } from './arguments.ts'
import { toDiffText } from './document.ts'
import { toDraftJson, toDraftText } from './document-drafts.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addNote(program: Command, terminal: Terminal): void {
  const group = program.command('note').description('notes on experiments and runs; begin one with "run note" or "experiment note"')
  group
    .command('show')
    .description('Shows a note as it was sealed, with the names and digests of its files.')
    .argument('<note>', 'N-12')
    .option('--version <n>', 'an earlier version', (text) => parseWhole('--version', text, 1))
    .action((id: string, { version: number }: { version?: number }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const input = await toInput(documentsContract.get, { id, number })
        show(terminal, workspace, readNote(workspace, input.id, input.number))
      }),
    )
  group
    .command('diff')
    .description('What differs between two versions of a note; without them, between the two newest.')
    .argument('<note>', 'N-12')
    .argument('[from]', 'a version, such as 1')
    .argument('[to]', 'a later one, such as 2')
    .action((id: string, from: string | undefined, to: string | undefined, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const { number: newest } = readNote(workspace, id)
        if (from === undefined && newest < 2) throw new AppError('BAD_INPUT', `${id} has one version; there is nothing to compare it with.`)
        const later = to === undefined ? newest : parseWhole('to', to, 1)
        const difference = workspace.documents.diff(id, from === undefined ? newest - 1 : parseWhole('from', from, 1), later)
        terminal.output.result(difference, toDiffText(difference))
      }),
    )
  group
    .command('export')
    .description('Writes a note as Markdown, with its pictures and other files beside it.')
    .argument('<note>', 'N-12')
    .argument('<dir>', 'a folder, which is made where there is none')
    .option('--version <n>', 'an earlier version', (text) => parseWhole('--version', text, 1))
    .action((id: string, dir: string, { version: number }: { version?: number }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const written = exportNote(workspace, readNote(workspace, id, number), resolve(dir))
        terminal.output.result(written, written.map(({ path, bytes }) => `${path}, ${plural(bytes, 'byte')}`).join('\n'))
      }),
    )
  writing(group.command('edit').description('Writes the next version of a note.').argument('<note>', 'N-12')).action((id: string, options: Written, command: Command) =>
    inWorkspace(terminal, command, async ({ workspace, actor }) => {
      readNote(workspace, id)
      await write(terminal, workspace, { person: actor(), begin: { document: id }, options })
    }),
  )
}

interface Written {
  title?: string
  kind?: string
  file?: string
  text?: string
  attach?: string[]
  draft?: true
}

const writing = (command: Command) =>
  command
    .option('--title <text>', 'its title')
    .option('--file <file>', 'its Markdown; pictures in it are named as they are attached', (path: string) => resolve(path))
    .option('--text <text>', 'its Markdown, as words')
    .option('--attach <file...>', 'pictures, notebooks and other files that belong to it')
    .option('--draft', 'leaves it as a draft to go on with in the app or by "document edit"')

type FindRef = (workspace: Workspace, text: string) => string

/** `note` and `notes` in the group of what they are about. */
export function addNotesOf(group: Command, terminal: Terminal, { type, find }: { type: 'run' | 'experiment'; find: FindRef }): void {
  const what = type === 'run' ? 'its id or the beginning of it' : 'its name or id'
  writing(group.command('note'))
    .description(`Writes a note on ${type === 'run' ? 'a run' : 'an experiment'} and seals it.`)
    .argument(`<${type}>`, what)
    .option('--kind <kind>', 'the template it begins from: experiment, exploration, feature, leakage or free', 'free')
    .action((text: string, { kind = 'free', ...options }: Written, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const kinds = workspace.documents.forms().filter(({ note }) => note).map((form) => form.kind)
        const known = kinds.find((one) => one === kind || one === `${kind}_note`)
        if (known === undefined) throw new AppError('BAD_INPUT', `“${kind}” is no kind of note. Write one of ${kinds.map((one) => one.replace(/_note$/, '')).join(', ')}.`)
        await write(terminal, workspace, { person: actor(), begin: { kind: known, subject: { type, ref: find(workspace, text) } }, options })
      }),
    )
  group
    .command('notes')
    .description(`Lists the notes on ${type === 'run' ? 'a run' : 'an experiment'}.`)
    .argument(`<${type}>`, what)
    .action((text: string, _options: object, command: Command) => inWorkspace(terminal, command, async ({ workspace }) => list(terminal, workspace, { type, ref: find(workspace, text) })))
}

type Begun = { document: string } | { kind: string; subject: DocumentSubject }

/** All of it or nothing: what can not be taken in leaves no draft behind. */
async function write(terminal: Terminal, workspace: Workspace, { person, begin, options }: { person: string; begin: Begun; options: Written }): Promise<void> {
  const { documents } = workspace
  const { drafts } = documents
  if (options.file === undefined && options.text === undefined && options.attach === undefined && options.draft === undefined) throw new AppError('BAD_INPUT', 'Say what the note says: --text, --file or --attach; or --draft to begin it from its template.')
  if (options.file !== undefined && options.text !== undefined) throw new AppError('BAD_INPUT', 'Write --file or --text, not both.')
  const mine = 'document' in begin ? drafts.list(person).find(({ document }) => document === begin.document) : undefined
  if (mine) throw new AppError('CONFLICT', `You are writing the next version of ${mine.document} already, as ${mine.id}. Seal or discard it, or go on with it: document edit ${mine.id}.`)
  const draft = drafts.begin(person, await toInput(documentsContract.begin, begin), true)
  try {
    if (options.file !== undefined) drafts.importFile(person, draft.id, options.file)
    const { content, revision } = drafts.get(person, draft.id)
    const input = await toInput(documentsContract.save, { id: draft.id, revision, content: { ...content, ...(options.text !== undefined && { text: options.text }), ...(options.title !== undefined && { title: options.title }) } })
    drafts.save(person, input)
    for (const file of options.attach ?? []) drafts.attach(person, draft.id, resolve(file))
    if (options.draft) {
      const kept = drafts.get(person, draft.id)
      return terminal.output.result(toDraftJson(kept), toDraftText(kept))
    }
    const { id } = documents.seal(person, draft.id)
    show(terminal, workspace, readNote(workspace, id))
  } catch (error) {
    if (drafts.list(person).some(({ id }) => id === draft.id)) drafts.discard(person, draft.id)
    throw error
  }
}

function readNote({ documents }: Workspace, id: string, number?: number): DocumentDetail {
  const note = documents.get(id, number)
  if (note.form.note) return note
  throw new AppError('BAD_INPUT', `${note.id} is no note but a document (${note.kindTitle}). Use: document show ${note.id}.`)
}

function exportNote({ documents }: Workspace, { id, shown, content, erased }: DocumentDetail, dir: string): { path: string; bytes: number }[] {
  if (content === null) throw new AppError('NOT_FOUND', erased!)
  translate(dir, () => mkdirSync(dir, { recursive: true }))
  const files = content.attachments.map(({ name, sha256 }) => documents.saveAttachment({ id, number: shown.number, sha256, out: join(dir, basename(name)) }))
  return [documents.export({ id, number: shown.number, as: 'markdown', out: join(dir, `${id}.md`) }), ...files]
}

function list({ output }: Terminal, { documents }: Workspace, subject: DocumentSubject): void {
  const notes = documents.list({ subject })
  const rows = notes.map((one) => [one.id, one.kindTitle, String(one.number), String(one.attachments), one.by, one.at.slice(0, 16).replace('T', ' '), one.withdrawn ? `${one.title} (withdrawn)` : one.title])
  output.result(notes, rows.length === 0 ? 'No note yet.' : toTable(['note', 'kind', 'version', 'files', 'sealed by', 'when', 'title'], rows))
}

function show({ output }: Terminal, { documents }: Workspace, { form: _form, ...note }: DocumentDetail): void {
  const { shown, content, erased, withdrawn } = note
  const fields = toFields([
    ['Note', `${note.id}  ${shown.title}`],
    ['Kind', note.kindTitle],
    ['About', `${note.subject.type} ${note.subjectTitle} (${note.subject.ref})`],
    ['Version', `${shown.number} of ${note.versions.length}, entry ${shown.seq}, sealed by ${shown.by} at ${shown.at}`],
    ['SHA-256', shown.sha256],
    ...(content?.attachments ?? []).map(({ name, bytes, sha256 }) => ['File', `${sha256}  ${name}, ${bytes} bytes`] as const),
    ...(withdrawn ? [['Withdrawn', `by ${withdrawn.by}, entry ${withdrawn.seq}: ${withdrawn.reason}`] as const] : []),
  ])
  output.result(note, `${fields}\n\n${erased ?? documents.text(note.id, shown.number, 'markdown').trimEnd()}`)
}
