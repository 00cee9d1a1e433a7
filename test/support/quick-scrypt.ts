import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const { scrypt } = crypto

/**
 * Makes every passphrase of this process cheap until the answer is called: whoever asks for scrypt gets it at a small cost. What the
 * program writes stays word for word what it is, so its keys open only where this holds too. What it really asks for is
 * held by keys.test.ts and sealed.ts; main-job.test.ts and the walk-through pay it.
 */
export function useQuickScrypt(): () => void {
  const put = (now: typeof scrypt) => {
    crypto.scrypt = now
    syncBuiltinESMExports()
  }
  put(((passphrase, salt, length, options, callback) => scrypt(passphrase, salt, length, { ...options, N: 1024 }, callback)) as typeof scrypt)
  return () => put(scrypt)
}
