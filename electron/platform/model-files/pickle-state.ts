import { BrokenPickle, type MachineEvents, type Node } from './pickle-nodes.ts'

export const opaque: Node = { kind: 'opaque' }

const limits = { stack: 2_000_000, memo: 20_000_000, nodes: 3_000_000, tuple: 16, keptText: 256, textBudget: 32 << 20 }

/** What an unpickler has: a stack with marks and a memo. What grows beyond a model's needs is forgotten or refused. */
export interface PickleState {
  readonly events: MachineEvents
  /** How much the dictionaries hold together. */
  readonly held: { entries: number }
  push(node: Node): void
  pop(): Node
  mark(): void
  /** Takes a mark away where nothing lies on it. */
  dropMark(): boolean
  popMark(): Node[]
  top(): Node | undefined
  /** Forgotten where there are too many. */
  made(node: Node): Node
  /** As the memo holds it: long texts are no names. */
  kept(node: Node): Node
  tuple(items: readonly Node[]): Node
  put(at: number): void
  memoize(): void
  get(at: number): Node
}

export function createPickleState(events: MachineEvents): PickleState {
  let nodes = 0
  const made = (node: Node): Node => ((nodes += 1) > limits.nodes ? opaque : node)
  const stack = createStack()
  return {
    events,
    held: { entries: 0 },
    made,
    tuple: (items) => (items.length > limits.tuple ? opaque : made({ kind: 'tuple', items })),
    ...stack,
    ...createMemo(stack.top),
  }
}

function createStack() {
  const stack: Node[] = []
  const marks: number[] = []
  return {
    push(node: Node) {
      if (stack.length >= limits.stack) throw new BrokenPickle('it holds more at once than any model does')
      stack.push(node)
    },
    pop(): Node {
      // A mark fences off what lies below it.
      if (stack.length <= (marks.at(-1) ?? 0)) throw new BrokenPickle('it takes something from an empty stack')
      return stack.pop()!
    },
    mark: () => void marks.push(stack.length),
    dropMark: () => marks.at(-1) === stack.length && marks.pop() !== undefined,
    popMark(): Node[] {
      const from = marks.pop()
      if (from === undefined) throw new BrokenPickle('it has no mark where one must be')
      return stack.splice(from)
    },
    top: (): Node | undefined => stack.at(-1),
  }
}

function createMemo(top: () => Node | undefined) {
  const memo: Node[] = []
  const sparse = new Map<number, Node>()
  let textBytes = 0
  const kept = (node: Node): Node => {
    if (node.kind !== 'text') return node
    textBytes += node.text.length
    return node.text.length > limits.keptText || textBytes > limits.textBudget ? opaque : node
  }
  const put = (at: number): void => {
    if (memo.length + sparse.size >= limits.memo) throw new BrokenPickle('it remembers more than any model does')
    const node = kept(top() ?? opaque)
    if (at < memo.length) memo[at] = node
    else if (at === memo.length && !sparse.has(at)) memo.push(node)
    else sparse.set(at, node)
  }
  return {
    kept,
    put,
    // As in CPython, by how many there are, in whatever order they were numbered.
    memoize: () => put(memo.length + sparse.size),
    get(at: number): Node {
      const node = sparse.get(at) ?? memo[at]
      if (node === undefined) throw new BrokenPickle('it recalls something that was never remembered')
      return node
    },
  }
}
