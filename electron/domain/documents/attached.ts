import type * as z from 'zod'
import type { Attachment, attached } from '../../../shared/contract/documents.ts'
import type { Notebook, Picture } from '../../../shared/contract/notebooks.ts'
import { AppError } from '../../../shared/errors.ts'
import { readNotebookApart } from '../../platform/notebooks/apart.ts'
import { toPicture } from '../../platform/pictures.ts'
import { attachmentsOf, findDraft, type DraftSources } from './drafts.ts'
import { readFile } from './drafts-store.ts'
import { createReaders } from './readers.ts'

export type Attached = z.output<typeof attached>

/** Attachments as the page shows them. Whoever has no account open asks only for sealed ones. */
export interface AttachedReaders {
  /** NOT_FOUND; BAD_INPUT where its bytes are no picture that is shown. */
  picture(where: Attached, person: string | null): Picture
  /** NOT_FOUND; BAD_INPUT says what is wrong with the file. */
  notebook(where: Attached, person: string | null): Promise<Notebook>
}

export function createAttachedReaders(sources: DraftSources): AttachedReaders {
  return {
    picture(where, person) {
      const { name, content } = load(sources, where, person)
      return toPicture(name, content)
    },
    async notebook(where, person) {
      const { name, content } = load(sources, where, person)
      return readNotebookApart(name, content)
    },
  }
}

function load(sources: DraftSources, where: Attached, person: string | null): { name: string; content: Buffer } {
  const { sha256 } = where
  if ('id' in where) {
    const { content, erased } = createReaders(sources).get(where.id, where.number)
    if (content === null) throw new AppError('NOT_FOUND', erased!)
    return { name: nameOf(content.attachments, sha256, where.id), content: sources.blobs.read(sha256) }
  }
  if (person === null) throw new AppError('NOT_SIGNED_IN', 'A draft is shown to whoever writes it. Sign in, then look again.')
  const row = findDraft(sources, person, where.draft)
  const name = nameOf(attachmentsOf(sources.drafts(), row), sha256, where.draft)
  return { name, content: readFile(sources.drafts(), row.id, sha256)?.content ?? sources.blobs.read(sha256) }
}

function nameOf(attachments: readonly Attachment[], sha256: string, of: string): string {
  const found = attachments.find((one) => one.sha256 === sha256)
  if (found) return found.name
  throw new AppError('NOT_FOUND', `${of} has no attachment with the digest ${sha256.slice(0, 12)}….`)
}
