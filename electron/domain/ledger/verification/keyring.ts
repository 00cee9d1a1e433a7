import type { Verifier } from '../../../tlog/note.ts'
import { hashFromBytes } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'

export interface Keyring {
  /** True until the first person was enrolled; a ledger whose keys are all revoked is not empty. */
  isEmpty(): boolean
  /** The key that is valid now. */
  of(email: string): Verifier | null
  rolesOf(email: string): readonly string[]
  enrol(email: string, key: Verifier | null, seq: number, roles: readonly string[]): void
  replace(email: string, previous: string, key: Verifier | null, seq: number): void
  revoke(email: string, vkey: string, seq: number): void
}

/** Keys by person, and every name and key ever used: neither may come back for anybody. */
export function createKeyring(report: Report<'DECISION-SIGNATURE' | 'KEY-REUSED'>): Keyring {
  const people = new Map<string, { key: Verifier | null; revoked: boolean; roles: readonly string[] }>()
  const used = new Map<string, number>()
  const take = (email: string, key: Verifier | null, seq: number, roles: readonly string[]) => {
    if (!key) report('DECISION-SIGNATURE', seq, `Entry ${seq} gives ${email} a key that can not be read.`)
    for (const mark of key ? [`name ${key.name}`, `key ${hashFromBytes(key.publicKey)}`] : []) {
      const before = used.get(mark)
      if (before !== undefined) report('KEY-REUSED', seq, `Entry ${seq} gives ${email} a key whose ${mark.split(' ')[0]} entry ${before} has used.`)
      used.set(mark, seq)
    }
    people.set(email, { key: key ?? people.get(email)?.key ?? null, revoked: false, roles })
  }
  return {
    isEmpty: () => people.size === 0,
    of: (email) => (people.get(email)?.revoked === false ? people.get(email)!.key : null),
    rolesOf: (email) => people.get(email)?.roles ?? [],
    enrol(email, key, seq, roles) {
      if (people.has(email)) report('KEY-REUSED', seq, `Entry ${seq} enrols ${email} a second time.`)
      take(email, key, seq, roles)
    },
    replace(email, previous, key, seq) {
      if (people.get(email)?.key?.vkey !== previous) report('DECISION-SIGNATURE', seq, `Entry ${seq} replaces a key that ${email} did not have then.`)
      take(email, key, seq, people.get(email)?.roles ?? [])
    },
    revoke(email, vkey, seq) {
      const person = people.get(email)
      if (person?.key?.vkey !== vkey || person.revoked) report('DECISION-SIGNATURE', seq, `Entry ${seq} revokes a key that ${email} did not have then.`)
      if (person) people.set(email, { ...person, revoked: true })
    },
  }
}
