import { appendSigned } from './append.ts'
import type { Published } from './append.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseVkey } from '../../tlog/note.ts'
import { createNextLogKey, loadLogKeys, storeLogKey } from './log-key.ts'
import { parseRotation } from './rotations.ts'
import type { Ledger } from './service.ts'
import type { Session } from './session.ts'

/**
 * The rotation of service.ts. The new key is on disk before an entry names it; a crash before the commit leaves a key file that is
 * never used, a crash after it only costs the hint where the entry stands.
 */
export function createRotateKey(session: Session, published: Published): Ledger['rotateKey'] {
  return (actor, decide) => {
    const { stateDir, origin, log, signers, readOnly } = session
    if (readOnly) throw new AppError('READ_ONLY', `The log key can not be changed: ${readOnly.reason}`)
    const next = createNextLogKey(stateDir, origin)
    const [entry] = appendSigned(
      session,
      (appended) => {
        // From here on the session signs with the new key; watchers may ask for checkpoints at once.
        signers.push(next)
        log.add({ seq: appended.before.size, key: parseVkey(next.vkey) })
        published(appended)
      },
      actor,
      (tip, at) => {
        const previous = session.signerFor(tip.size)!
        const draft = decide(tip, at, { previous: previous.vkey, next: next.vkey, signers: [previous, next] })
        const written = { ...draft, seq: tip.size, ledger: origin }
        if (!parseRotation(written, log.current)) throw new Error('the entry of a rotation must be signed by both keys')
        return [draft]
      },
      () => (session.signerFor(session.tree().size) ? next : null),
    )
    const held = loadLogKeys(stateDir, origin).find(({ signer }) => signer.vkey === next.vkey)
    if (held) storeLogKey(stateDir, origin, held.seed, 'next', entry!.seq)
    return entry!
  }
}

/** See `Ledger.logKeys`. */
export function readLogKeys({ log, signers }: Session): ReturnType<Ledger['logKeys']> {
  const keys = [{ key: log.first, seq: 0 }, ...log.changes]
  return keys.map(({ key, seq }) => ({ vkey: key.vkey, since: seq, here: signers.some(({ vkey }) => vkey === key.vkey) }))
}
