import { createHash } from 'node:crypto'
import type { ShownText } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'

const shownForMs = 10 * 60_000

/** Texts that were handed out to be read, by digest: nothing else can be signed, by nobody else, and not for long. */
export interface ShownTexts<Input> {
  handOut(actor: string, id: string, text: string, input: Input): ShownText
  /** The text that was shown with what was asked for. CONFLICT where it was not shown to this person for this record. */
  find(actor: string, asked: { id: string; sha256: string }): { text: string; input: Input }
  signed(sha256: string): void
}

export function createShownTexts<Input>(clock: Clock): ShownTexts<Input> {
  const shown = new Map<string, { text: string; actor: string; id: string; input: Input; until: number }>()
  const now = () => clock.now().getTime()
  return {
    handOut(actor, id, text, input) {
      for (const [sha256, one] of shown) if (one.until <= now()) shown.delete(sha256)
      const sha256 = createHash('sha256').update(text).digest('hex')
      shown.set(sha256, { text, actor, id, input, until: now() + shownForMs })
      return { text, sha256 }
    },
    find(actor, { id, sha256 }) {
      const found = shown.get(sha256)
      if (!found || found.actor !== actor || found.id !== id || found.until <= now()) {
        throw new AppError('CONFLICT', 'The text on the screen is not one that was handed out for you in the last ten minutes; read the statement again and sign that one. Nothing was signed.')
      }
      return found
    },
    signed: (sha256) => void shown.delete(sha256),
  }
}
