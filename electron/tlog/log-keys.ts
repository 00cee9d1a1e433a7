import type { Verifier } from './note.ts'

/** From the tree that contains entry `seq` on, `key` signs. */
export interface KeyChange {
  seq: number
  key: Verifier
}

/** The keys of one log over its life: each checkpoint counts under the key of its size, and under no other. */
export interface LogKeys {
  /** The origin, which every key of the log has for a name. */
  readonly name: string
  readonly first: Verifier
  readonly current: Verifier
  readonly changes: readonly KeyChange[]
  /** The key that signs the tree over the first `size` entries. */
  keyFor(size: number): Verifier
  /** Takes the next change; changes come in the order of their entries. */
  add(change: KeyChange): void
}

export function createLogKeys(first: Verifier, known: readonly KeyChange[] = []): LogKeys {
  const changes = [...known]
  return {
    name: first.name,
    first,
    changes,
    get current() {
      return changes.at(-1)?.key ?? first
    },
    keyFor: (size) => changes.findLast(({ seq }) => seq < size)?.key ?? first,
    add: (change) => void changes.push(change),
  }
}
