import type { KeyStore } from '../../platform/keys.ts'
import type { Signer } from '../../tlog/note.ts'
import type { Ledger } from '../ledger/service.ts'

/**
 * Makes a key and has `act` write the entry that names it. A key whose entry was not written must not stay behind: nothing would ever
 * name it. An append can also fail after its commit (a disk that is full for the records only): then the ledger names the key, and
 * losing it would lock its owner out.
 */
export async function withNewKey({ ledger, keys }: { ledger: Ledger; keys: KeyStore }, keyName: string, passphrase: string, act: (key: Signer) => void): Promise<void> {
  const key = await keys.create(keyName, passphrase)
  const { size } = ledger.tip()
  try {
    act(key)
  } catch (error) {
    const written = [...ledger.entries(size, ledger.tip().size)].some((entry) => entry.leaf.includes(key.vkey))
    if (!written) keys.remove(keyName)
    throw error
  }
}
