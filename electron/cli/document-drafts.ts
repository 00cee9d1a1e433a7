import { resolve } from 'node:path'
import type { Command } from 'commander'
import { documentsContract, type Draft } from '../../shared/contract/documents.ts'
import { filledIn, missingFrom } from '../../shared/documents/completeness.ts'
import { draftId } from '../../shared/ids.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

type Documents = Session['workspace']['documents']

export const isDraft = (id: string): boolean => draftId.safeParse(id).success

/** A draft by its name, or the one of whoever acts of a document. */
async function draftOf(documents: Documents, person: string, id: string): Promise<Draft> {
  if (isDraft(id)) return documents.drafts.get(person, id)
  return documents.drafts.begin(person, await toInput(documentsContract.begin, { document: id }))
}

export function addDraftActs(group: Command, terminal: Terminal): void {
  addDrafts(group, terminal)
  addNew(group, terminal)
  addEdit(group, terminal)
  addAttach(group, terminal)
  addQuote(group, terminal)
}

function addDrafts(group: Command, terminal: Terminal): void {
  group
    .command('drafts')
    .description('Lists the drafts of whoever acts. Nobody sees the drafts of others.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const drafts = workspace.documents.drafts.list(actor())
        const rows = drafts.map((one) => [one.id, one.document ?? 'new', one.kind, one.subject.ref, one.behind ? 'behind' : '', one.title])
        terminal.output.result(drafts, rows.length === 0 ? 'There is no draft.' : toTable(['draft', 'document', 'kind', 'about', '', 'title'], rows))
      }),
    )
  group
    .command('discard')
    .description('Throws a draft away, with the files attached to it.')
    .argument('<draft>', 'draft-3')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        workspace.documents.drafts.discard(actor(), id)
        terminal.output.result({ discarded: id }, `${id} is gone.`)
      }),
    )
}

interface Written {
  from?: string
  title?: string
}

const writing = (command: Command) => command.option('--from <file>', 'README.md with a YAML head for a model card, or YAML: what it says takes the place of what the draft said', (path: string) => resolve(path)).option('--title <text>', 'the title')

function addNew(group: Command, terminal: Terminal): void {
  writing(group.command('new').description('Begins a document as a draft of whoever acts.').argument('<kind>', 'such as model_card; see: document kinds').requiredOption('--for <subject>', 'what it is about: U-3, credit-lr, credit-lr@1, german-credit@1, workspace')).action(
    (kind: string, { for: about, ...written }: Written & { for: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => {
        const input = await toInput(documentsContract.begin, { kind, subject: documents.subject(about) })
        write(terminal, documents, actor(), { draft: documents.drafts.begin(actor(), input), written })
      }),
  )
}

function addEdit(group: Command, terminal: Terminal): void {
  writing(group.command('edit').description('Goes on with a draft, or begins one from the newest version of a document.').argument('<id>', 'draft-3, or N-12')).action((id: string, written: Written, command: Command) =>
    inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => write(terminal, documents, actor(), { draft: await draftOf(documents, actor(), id), written })),
  )
  group
    .command('rebase')
    .description('Brings the newest version into a draft that began from an earlier one. Of what both changed, the draft stays.')
    .argument('<draft>', 'draft-3')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => show(terminal, documents.drafts.rebase(actor(), id, {}))),
    )
}

function write(terminal: Terminal, { drafts }: Documents, person: string, { draft, written: { from, title } }: { draft: Draft; written: Written }): void {
  let now = from === undefined ? draft : drafts.importFile(person, draft.id, from)
  if (title !== undefined) {
    drafts.save(person, { id: now.id, revision: now.revision, content: { ...now.content, title } })
    now = drafts.get(person, now.id)
  }
  show(terminal, now)
}

function addAttach(group: Command, terminal: Terminal): void {
  group
    .command('attach')
    .description('Attaches a file to a draft; its bytes become a blob when the draft is sealed.')
    .argument('<id>', 'draft-3, or N-12 to begin from its newest version')
    .argument('<file>', 'the file, at most 20 MiB')
    .action((id: string, file: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => {
        const draft = await draftOf(documents, actor(), id)
        show(terminal, documents.drafts.attach(actor(), draft.id, resolve(file)))
      }),
    )
}

function addQuote(group: Command, terminal: Terminal): void {
  group
    .command('facts')
    .description('Lists what the record says that a draft may quote, and the names of these facts.')
    .argument('<draft>', 'draft-3')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { facts } = workspace.documents.drafts.get(actor(), id)
        terminal.output.result(facts, toTable(['fact', 'what', 'value'], facts.map((one) => [one.id, one.label, one.value])))
      }),
    )
  group
    .command('quote')
    .description('Puts a fact of the record beside a field of a draft. The program writes its value when the draft is sealed.')
    .argument('<draft>', 'draft-3')
    .argument('<field>', 'the field, such as details')
    .argument('<fact>', 'the fact, such as C-41#verdict')
    .action((id: string, field: string, fact: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => show(terminal, documents.drafts.quote(actor(), { id, field, fact }))),
    )
}

const show = ({ output }: Terminal, draft: Draft): void => output.result(toDraftJson(draft), toDraftText(draft))

export function toDraftJson({ form, facts: _facts, ...draft }: Draft) {
  return { ...draft, missing: missingFrom(form, draft.tier, filledIn(form, draft.content)) }
}

export function toDraftText(draft: Draft): string {
  const { form, content, newer } = draft
  const missing = missingFrom(form, draft.tier, filledIn(form, content))
  return toFields([
    ['Draft', `${draft.id}  ${content.title}`],
    ['Kind', form.title],
    ['About', draft.subjectTitle],
    ['Begun', draft.document === null ? 'as a new document' : `from version ${draft.base} of ${draft.document}`],
    ...(newer ? [['Behind', `${newer.by} sealed version ${newer.number} since: document diff ${draft.id}, then document rebase ${draft.id}`] as const] : []),
    ['Saved', draft.savedAt],
    ['Missing', missing.length === 0 ? 'nothing that the tier requires' : missing.map(({ title }) => title).join(', ')],
    ...draft.attachments.map(({ name, bytes, sha256 }) => ['Attached', `${name}, ${bytes} bytes, SHA-256 ${sha256}`] as const),
    ...(draft.origin ? [['From', `${draft.origin.name}, SHA-256 ${draft.origin.sha256}`] as const] : []),
  ])
}
