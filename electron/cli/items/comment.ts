import type { Command } from 'commander'
import { commentsContract, type CommentAbout, type CommentThread } from '../../../shared/contract/comments.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseWhole } from '../arguments.ts'
import { toInput } from '../input.ts'
import { toFields } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct } from './acts.ts'

const one = ['<id>', 'the comment, such as M-31'] as const
const shown = { json: (made: CommentThread) => made, text: (made: CommentThread) => toText(made) }

export function addComment(program: Command, terminal: Terminal): void {
  const group = program.command('comment').description('remarks bound to the exact thing that they speak of; they are answered and resolved, never deleted')
  addAct(group, terminal, 'add', {
    about: 'Comments on a request as it stands, on one line of a statement signed on it, on one piece of its evidence, or on a version of a document.',
    argument: ['<id>', 'R-17, or N-12'],
    options: { '*--text <text>': 'the comment', '--line <line>': 'the whole line of a signed statement', '--evidence <id>': 'a piece of the evidence, such as C-41', '--number <n>': 'the version of a document (the newest)' },
    run: async ({ workspace, actor }, { id, text, ...where }) => workspace.comments.add(actor(), await toInput(commentsContract.add, { about: toAbout(id ?? '', where), text })),
    ...shown,
  })
  addAct(group, terminal, 'list', {
    about: 'Lists comments with their replies.',
    options: { '--review <id>': 'on one request', '--document <id>': 'on one document', '--open': 'those that nobody resolved' },
    run: async ({ workspace, reader }, typed) => workspace.comments.list(await toInput(commentsContract.list, typed), reader()),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no such comment.' : made.map(toText).join('\n\n')),
  })
  addAct(group, terminal, 'reply', { about: 'Replies to a comment.', argument: one, options: { '*--text <text>': 'the reply' }, run: async ({ workspace, actor }, typed) => workspace.comments.reply(actor(), await toInput(commentsContract.reply, typed)), ...shown })
  addAct(group, terminal, 'resolve', {
    about: 'Says that a comment is dealt with, by whoever wrote it or answers for the model.',
    argument: one,
    options: { '*--note <text>': 'how' },
    run: async ({ workspace, actor }, typed) => workspace.comments.resolve(actor(), await toInput(commentsContract.resolve, typed)),
    ...shown,
  })
}

function toAbout(id: string, { line, evidence, number }: { line?: string; evidence?: string; number?: string }) {
  if (id.startsWith('N-')) return { type: 'document', document: id, ...(number !== undefined && { number: parseWhole('--number', number, 1) }) }
  if (line !== undefined && evidence !== undefined) throw new AppError('BAD_INPUT', 'A comment is about one thing: give --line or --evidence, not both.')
  if (line !== undefined) return { type: 'statement', review: id, line }
  return evidence === undefined ? { type: 'review', review: id } : { type: 'evidence', review: id, id: evidence }
}

function describe(about: CommentAbout): string {
  if (about.type === 'document') return `${about.document}, version ${about.number}`
  const request = `${about.review}, revision ${about.revision}`
  return about.type === 'review' ? request : about.type === 'statement' ? `${request}, “${about.line}”` : `${request}, ${about.id}`
}

function toText({ id, about, current, at, by, text, replies, resolved }: CommentThread): string {
  return toFields([
    ['Comment', `${id}  ${resolved === null ? 'open' : 'resolved'}`],
    ['On', `${describe(about)}${current ? '' : ' (no longer the current one)'}`],
    ['Written', `${at}, by ${by}: ${text}`],
    ...replies.map((reply) => ['Reply', `${reply.at}, by ${reply.by}: ${reply.text}`] as const),
    ...(resolved === null ? [] : [['Resolved', `${resolved.at}, by ${resolved.by}: ${resolved.note}`] as const]),
  ])
}
