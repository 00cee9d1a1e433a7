import { resolve } from 'node:path'
import type { Command } from 'commander'
import { documentsContract, exportFormat, type Document, type DocumentDiff } from '../../shared/contract/documents.ts'
import { plural } from '../../shared/counts.ts'
import { AppError } from '../../shared/errors.ts'
import { parseWhole } from './arguments.ts'
import { addDraftActs, isDraft, toDraftJson, toDraftText } from './document-drafts.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addDocument(program: Command, terminal: Terminal): void {
  const group = program.command('document').description('what people write as evidence: model cards, datasheets, registers and every other kind')
  addLists(group, terminal)
  addShow(group, terminal)
  addDraftActs(group, terminal)
  addSeal(group, terminal)
  addDiff(group, terminal)
  addExport(group, terminal)
  addWithdraw(group, terminal)
}

function addLists(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists documents with what they still miss at the tier of today.')
    .option('--for <subject>', 'about this only: U-3, credit-lr, credit-lr@1, german-credit@1, workspace')
    .option('--kind <kind>', 'of this kind only, such as model_card')
    .action((options: { for?: string; kind?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents } }) => {
        const subject = options.for === undefined ? undefined : documents.subject(options.for)
        const { kind } = await toInput(documentsContract.list, { kind: options.kind })
        const found = documents.list({ subject, kind })
        const rows = found.map((one) => [one.id, one.kind, one.subject.ref, String(one.number), one.withdrawn ? 'withdrawn' : missingWords(one.missing.length), one.title])
        terminal.output.result(found, rows.length === 0 ? 'There is no such document.' : toTable(['document', 'kind', 'about', 'version', 'state', 'title'], rows))
      }),
    )
  group
    .command('kinds')
    .description('Lists the kinds of documents, what each is about, and its fields with the tiers that require them.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const forms = workspace.documents.forms()
        const rows = forms.map(({ kind, subjects, title }) => [kind, subjects[0]!.replace('_', ' '), title])
        terminal.output.result(forms, toTable(['kind', 'about a', 'title'], rows))
      }),
    )
}

const missingWords = (count: number) => (count === 0 ? 'complete' : `${plural(count, 'field')} missing`)

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows a document, or a draft of whoever acts.')
    .argument('<id>', 'N-12, or draft-3')
    .option('--number <n>', 'an earlier version', (text) => parseWhole('--number', text, 1))
    .action((id: string, options: { number?: number }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => {
        if (isDraft(id)) {
          const draft = documents.drafts.get(actor(), id)
          return terminal.output.result(toDraftJson(draft), toDraftText(draft))
        }
        const input = await toInput(documentsContract.get, { id, ...options })
        const { form: _form, ...document } = documents.get(input.id, input.number)
        const text = document.erased ?? documents.text(input.id, input.number, 'markdown')
        terminal.output.result(document, `${toDocumentText(document)}\n\n${text.trimEnd()}`)
      }),
    )
}

function addSeal(group: Command, terminal: Terminal): void {
  group
    .command('seal')
    .description('Makes a draft a version of its document: one entry that nobody can change.')
    .argument('<draft>', 'draft-3')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { id: draft } = await toInput(documentsContract.seal, { id })
        const sealed = workspace.documents.seal(actor(), draft)
        terminal.output.result(sealed, toDocumentText(sealed))
      }),
    )
}

function addDiff(group: Command, terminal: Terminal): void {
  group
    .command('diff')
    .description('What differs between two versions of a document, or what a draft changes in the newest one.')
    .argument('<id>', 'N-12, or draft-3')
    .argument('[from]', 'a version, such as 1')
    .argument('[to]', 'a later one, such as 2')
    .action((id: string, from: string | undefined, to: string | undefined, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents }, actor }) => {
        const difference = isDraft(id) ? documents.drafts.diff(actor(), id) : documents.diff(id, version('from', from), version('to', to))
        terminal.output.result(difference, toDiffText(difference))
      }),
    )
}

function version(what: string, text: string | undefined): number {
  if (text === undefined) throw new AppError('BAD_INPUT', `Say which two versions to compare, for example: document diff N-12 1 2 (${what} is missing).`)
  return parseWhole(what, text, 1)
}

export function toDiffText({ from, to, fields, text, attachments }: DocumentDiff): string {
  const lines = (changes: DocumentDiff['text']) =>
    changes.flatMap(({ added, removed, text: part }) => (added || removed ? part.replace(/\n$/, '').split('\n').map((line) => `${added ? '+' : '-'} ${line}`) : [])).join('\n')
  const parts = [
    ...fields.map((field) => `${field.title}\n${lines(field.lines)}`),
    ...(text.length > 0 ? [`Text\n${lines(text)}`] : []),
    ...(attachments.added.length + attachments.removed.length > 0 ? [`Attachments\n${[...attachments.removed.map((one) => `- ${one}`), ...attachments.added.map((one) => `+ ${one}`)].join('\n')}`] : []),
  ]
  return parts.length === 0 ? `Nothing differs between ${from} and ${to}.` : [`From ${from} to ${to}`, ...parts].join('\n\n')
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Writes a version as Markdown (a model card with its YAML head) or as YAML that can be read in again.')
    .argument('<document>', 'N-12')
    .requiredOption('--format <format>', 'markdown or yaml')
    .option('--number <n>', 'an earlier version', (text) => parseWhole('--number', text, 1))
    .option('--out <file>', 'where to (standard output)')
    .action((id: string, { format: as, number, out }: { format: string; number?: number; out?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { documents } }) => {
        const known = exportFormat.safeParse(as)
        if (!known.success) throw new AppError('BAD_INPUT', `--format is markdown or yaml; “${as}” is neither.`)
        const input = await toInput(documentsContract.get, { id, number })
        if (out === undefined) {
          const text = documents.text(input.id, input.number, known.data)
          return terminal.output.result({ document: input.id, as: known.data, text }, text.trimEnd())
        }
        const written = documents.export({ ...input, as: known.data, out: resolve(out) })
        terminal.output.result({ document: input.id, as: known.data, ...written }, `Written to ${written.path}, ${plural(written.bytes, 'byte')}.`)
      }),
    )
}

function addWithdraw(group: Command, terminal: Terminal): void {
  group
    .command('withdraw')
    .description('Takes a document out of the evidence, with a reason. What was sealed stays readable.')
    .argument('<document>', 'N-12')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const input = await toInput(documentsContract.withdraw, { id, ...options })
        const withdrawn = workspace.documents.withdraw(actor(), input.id, input.reason)
        terminal.output.result(withdrawn, toDocumentText(withdrawn))
      }),
    )
}

function toDocumentText(one: Omit<Document, 'authors'>): string {
  return toFields([
    ['Document', `${one.id}  ${one.title}`],
    ['Kind', one.kindTitle],
    ['About', `${one.subjectTitle}${one.boundTo === null ? '' : `, SHA-256 ${one.boundTo}`}`],
    ['Version', `${one.number}, entry ${one.seq}, sealed by ${one.by} at ${one.at}`],
    ['SHA-256', one.sha256],
    ['Missing', one.missing.length === 0 ? 'nothing that the tier requires' : one.missing.map(({ title }) => title).join(', ')],
    ...(one.open.items > 0 ? [['Open', `${plural(one.open.items, 'item')}, ${one.open.high} high, ${one.open.overdue} overdue`] as const] : []),
    ...(one.withdrawn ? [['Withdrawn', `by ${one.withdrawn.by}, entry ${one.withdrawn.seq}: ${one.withdrawn.reason}`] as const] : []),
  ])
}
