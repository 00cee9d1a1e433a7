import { AppError } from '../../../shared/errors.ts'
import { NoteError, parseVkey } from '../../tlog/note.ts'
import { toKeyName } from './rules.ts'
import type { Ledger } from '../ledger/service.ts'

/** The vkey of a key that is on another computer. BAD_INPUT where it can not be this person's; CONFLICT where it served before. */
export function refuseForeignKey(ledger: Pick<Ledger, 'entries' | 'tip'>, email: string, vkey: string): void {
  const key = parseKey(vkey)
  const first = toKeyName(email)
  if (key.name !== first && !(key.name.startsWith(`${first}#`) && /^[1-9]\d{0,5}$/.test(key.name.slice(first.length + 1)))) {
    throw new AppError('BAD_INPUT', `The key is named ${key.name}, so it is not one of ${email}: the name of a key is its person's e-mail address. Ask for the right verifier key.`)
  }
  // One key, or one name of a key, must never stand for two people: earlier keys count too, so the entries are asked.
  for (const { kind, body, seq } of ledger.entries(0, ledger.tip().size)) {
    if (kind !== 'person.enrolled/v1' && kind !== 'key.replaced/v1') continue
    const used = (body as { key?: { vkey?: unknown } }).key?.vkey
    if (typeof used !== 'string') continue
    const isSameKey = used.split('+').slice(2).join('+') === vkey.split('+').slice(2).join('+')
    if (isSameKey || used.startsWith(`${key.name}+`)) {
      throw new AppError('CONFLICT', `Entry ${seq} has used ${isSameKey ? 'this key' : `a key named ${key.name}`} already; a key serves one person, once. Ask ${email} for a new one.`)
    }
  }
}

function parseKey(vkey: string) {
  try {
    return parseVkey(vkey)
  } catch (error) {
    if (error instanceof NoteError) throw new AppError('BAD_INPUT', `This is not a verifier key (${error.message}). It is one line of the form name+id+base64, as "countersign bundle show" prints it.`, { cause: error })
    throw error
  }
}
