/** What a pickle would build, as far as it matters here. Nothing is ever looked up or called: a global stays two names. */
export type Node =
  | { kind: 'opaque' | 'tensor' }
  | { kind: 'text'; text: string }
  | { kind: 'int'; value: number }
  | { kind: 'tuple'; items: readonly Node[] }
  | { kind: 'dict'; items: Map<string, Node> }
  | { kind: 'global'; module: string; name: string }
  | { kind: 'object'; of: Node; args: Node; state: Node | null }
  | { kind: 'persistent'; id: Node }

/** The stream is not what an unpickler could read to its end; what stood before still ran. */
export class BrokenPickle extends Error {}

export interface MachineEvents {
  onImport(module: string, name: string, offset: number): void
  /** A name that is only made while loading. */
  onUnresolved(offset: number): void
  onTensor(storage: string | null, elements: number | null, dtype: string): void
  onAttribute(name: string, value: Node): void
}

/** Raw numbers that joblib writes between two opcodes, or an array of objects, which is a pickle of its own. */
export type Interlude = { kind: 'raw'; bytes: number; isAligned: boolean } | { kind: 'pickle' }
