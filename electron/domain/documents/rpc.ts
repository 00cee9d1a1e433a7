import { resolve } from 'node:path'
import type { documentsContract } from '../../../shared/contract/documents.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { Documents } from './service.ts'

export function documentsHandlers(documents: Documents): Handlers<typeof documentsContract> {
  const { drafts } = documents
  return {
    forms: () => documents.forms(),
    list: (filter) => documents.list(filter),
    get: ({ id, number }) => documents.get(id, number),
    diff: ({ id, from, to }) => documents.diff(id, from, to),
    withdraw: ({ id, reason }, call) => documents.withdraw(call.actor(), id, reason),
    export: (input) => documents.export({ ...input, out: resolve(input.out) }),
    saveAttachment: (input) => documents.saveAttachment({ ...input, out: resolve(input.out) }),
    picture: (where, call) => documents.picture(where, call.actorOrNull()),
    notebook: (where, call) => documents.notebook(where, call.actorOrNull()),
    subjects: () => documents.subjects(),
    drafts: (_input, call) => {
      const person = call.actorOrNull()
      return person === null ? [] : drafts.list(person)
    },
    draft: ({ id }, call) => drafts.get(call.actor(), id),
    begin: (input, call) => drafts.begin(call.actor(), input),
    save: (input, call) => drafts.save(call.actor(), input),
    discard: ({ id }, call) => {
      drafts.discard(call.actor(), id)
      return {}
    },
    attach: ({ id, path, picture }, call) => drafts.attach(call.actor(), id, path, picture),
    detach: (input, call) => drafts.detach(call.actor(), input),
    importFile: ({ id, path }, call) => drafts.importFile(call.actor(), id, path),
    draftDiff: ({ id }, call) => drafts.diff(call.actor(), id),
    rebase: ({ id, take }, call) => drafts.rebase(call.actor(), id, take),
    seal: ({ id }, call) => documents.seal(call.actor(), id),
  }
}
