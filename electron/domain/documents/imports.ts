import { createHash } from 'node:crypto'
import { documentContent, documentLimits, findHidden, type DocumentContent } from '../../../shared/contract/documents.ts'
import type { DocumentForm } from '../../../shared/contract/document-form.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Drafts } from '../../platform/drafts-database.ts'
import { parseCard, titleOfCard } from './card.ts'
import { loadFile, movedOn } from './draft-files.ts'
import { deleteOrigin, putFile, updateDraft, type DraftRow } from './drafts-store.ts'
import { formOf } from './forms.ts'
import { parseYamlFile } from './written-file.ts'

const mostBytes = 2 * 1024 * 1024

/**
 * Reads a file into the draft in place of what it said, and keeps the file beside it: the draft says from then on that it came from there.
 * Facts that were quoted stay. BAD_INPUT says what is wrong, and where; then nothing is changed.
 */
export function importInto({ drafts, now }: { drafts: Drafts; now: () => Date }, row: DraftRow, path: string): void {
  const { name, content: bytes } = loadFile(path, mostBytes)
  const read = parseFile(name, bytes, formOf(row.kind))
  const content: DocumentContent = { title: row.content.title, notApplicable: {}, quotes: row.content.quotes, ...read }
  const checked = documentContent.safeParse(content)
  if (!checked.success) {
    const { path: place, message } = checked.error.issues[0]!
    throw new AppError('BAD_INPUT', `${name} can not be taken in: ${place.map(String).join(' ')} ${message}. Nothing was changed.`)
  }
  const origin = { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength }
  drafts.transaction((tx) => {
    deleteOrigin(tx, row.id)
    putFile(tx, { draft: row.id, role: 'origin', name, sha256: origin.sha256, content: bytes })
    if (!updateDraft(tx, row.id, row.revision, { content: checked.data, origin, savedAt: now().toISOString() })) throw movedOn(row.id)
  })
}

/** What a file says, by the form. `.md` is a card, everything else the YAML of this program. */
export function parseFile(name: string, bytes: Buffer, form: DocumentForm): Partial<DocumentContent> & Pick<DocumentContent, 'fields' | 'text'> {
  const text = decode(name, bytes)
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const at = findHidden(plain)
  if (at >= 0) throw new AppError('BAD_INPUT', `${name} has a character in line ${plain.slice(0, at).split('\n').length} that can not be seen or that reorders text (U+${plain.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')}). Take it out. Nothing was changed.`)
  if (text.length > documentLimits.textCharacters) throw new AppError('BAD_INPUT', `${name} has ${text.length} characters; at most ${documentLimits.textCharacters} are taken. Attach it instead.`)
  if (!/\.(md|markdown)$/i.test(name)) return parseYamlFile(text, form, name)
  if (!form.card) return toPlain(plain, form)
  const card = parseCard(text, form, name)
  const title = titleOfCard(card.text)
  return { ...card, ...(title === null ? {} : { title }) }
}

/** A note's first heading is its title, as it is written to a file. */
function toPlain(text: string, { note }: DocumentForm): ReturnType<typeof parseFile> {
  const heading = note ? /^\s*#[ \t]+(\S[^\n]{0,199})(?:\n|$)/.exec(text) : null
  return heading ? { fields: {}, title: heading[1]!.trim(), text: text.slice(heading[0].length).replace(/^\n+/, '') } : { fields: {}, text }
}

function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new AppError('BAD_INPUT', `${name} is not text in UTF-8. Save it as UTF-8, or attach it as it is. Nothing was changed.`, { cause: error })
  }
}
