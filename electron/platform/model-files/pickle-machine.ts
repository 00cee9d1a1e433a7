import { createCalls } from './pickle-calls.ts'
import { BrokenPickle, type Interlude, type MachineEvents, type Node } from './pickle-nodes.ts'
import { createPickleState, opaque, type PickleState } from './pickle-state.ts'

type Acts = Readonly<Record<string, (argument: Buffer, offset: number) => Node | null>>

const empty: Node = { kind: 'tuple', items: [] }
const mostEntries = 500_000

export function createMachine(events: MachineEvents) {
  const state = createPickleState(events)
  const { call, build } = createCalls(state)
  const acts: Acts = { ...values(), ...stackActs(state), ...memoActs(state), ...containers(state), ...imports(state, call) }
  return {
    /** One opcode but STOP. What joblib has written behind it, if anything, comes back. */
    step(name: string, argument: Buffer, offset: number): Interlude | null {
      if (name === 'BUILD') return build()
      const result = acts[name]!(argument, offset)
      if (result !== null) state.push(result)
      return null
    },
    /** What the pickle comes to. */
    top: (): Node => state.top() ?? opaque,
  }
}

const values = (): Acts => ({
  OPAQUE: () => opaque,
  NOTHING: () => null,
  PROTO: () => null,
  FRAME: () => null,
  BYTES: () => opaque,
  LONG: (argument) => (argument.length <= 6 ? { kind: 'int', value: argument.length === 0 ? 0 : argument.readIntLE(0, argument.length) } : opaque),
  TRUE: () => ({ kind: 'int', value: 1 }),
  FALSE: () => ({ kind: 'int', value: 0 }),
  INT: (argument) => ({ kind: 'int', value: Number.parseInt(argument.toString('latin1'), 10) }),
  BININT: (argument) => ({ kind: 'int', value: argument.readInt32LE() }),
  BININT1: (argument) => ({ kind: 'int', value: argument[0]! }),
  BININT2: (argument) => ({ kind: 'int', value: argument.readUInt16LE() }),
  TEXT: (argument) => ({ kind: 'text', text: argument.toString('utf8') }),
  STRING: (argument) => ({ kind: 'text', text: unescape(argument.toString('latin1').trim().replaceAll(/^(['"])(.*)\1$/g, '$2')) }),
  UNICODE: (argument) => ({ kind: 'text', text: unescape(argument.toString('latin1')) }),
})

const stackActs = ({ mark, dropMark, pop, popMark, top, made }: PickleState): Acts => ({
  MARK: () => (mark(), null),
  POP: () => {
    if (!dropMark()) pop()
    return null
  },
  POP_MARK: () => (popMark(), null),
  DUP: () => top() ?? opaque,
  BINPERSID: () => made({ kind: 'persistent', id: pop() }),
})

const memoActs = ({ memoize, put, get }: PickleState): Acts => ({
  MEMOIZE: () => (memoize(), null),
  PUT: (argument) => (put(toIndex(argument)), null),
  BINPUT: (argument) => (put(argument[0]!), null),
  LONG_BINPUT: (argument) => (put(argument.readUInt32LE()), null),
  GET: (argument) => get(toIndex(argument)),
  BINGET: (argument) => get(argument[0]!),
  LONG_BINGET: (argument) => get(argument.readUInt32LE()),
})

function containers({ pop, popMark, top, tuple, made, kept, events, held }: PickleState): Acts {
  const setItems = (target: Node | undefined, items: readonly Node[]): void => {
    if (target?.kind !== 'dict') return
    for (let at = 0; at + 1 < items.length; at += 2) {
      const [key, value] = [items[at]!, items[at + 1]!]
      if (key.kind !== 'text') continue
      if (key.text === '_sklearn_version' || key.text === 'n_features_in_') events.onAttribute(key.text, value)
      if (target.items.size >= 64 || held.entries >= mostEntries) continue
      held.entries += 1
      target.items.set(key.text, kept(value))
    }
  }
  const newDict = (items: readonly Node[]): Node => {
    const dict = made({ kind: 'dict', items: new Map() })
    setItems(dict, items)
    return dict
  }
  return {
    EMPTY_TUPLE: () => empty,
    TUPLE: () => tuple(popMark()),
    TUPLE1: () => tuple([pop()]),
    TUPLE2: () => tuple([pop(), pop()].toReversed()),
    TUPLE3: () => tuple([pop(), pop(), pop()].toReversed()),
    EMPTY_DICT: () => newDict([]),
    DICT: () => newDict(popMark()),
    LIST: () => (popMark(), opaque),
    APPEND: () => (pop(), null),
    APPENDS: () => (popMark(), null),
    SETITEM: () => {
      const [value, key] = [pop(), pop()]
      setItems(top(), [key, value])
      return null
    },
    SETITEMS: () => {
      const items = popMark()
      setItems(top(), items)
      return null
    },
  }
}

function imports({ pop, popMark, tuple, made, events }: PickleState, call: (of: Node, args: Node) => Node): Acts {
  const importGlobal = (module: string, name: string, offset: number): Node => {
    events.onImport(module, name, offset)
    return made({ kind: 'global', module, name })
  }
  const importLines = (argument: Buffer, offset: number): Node => {
    const [module, name] = argument.toString('utf8').split('\n')
    return importGlobal(module!, name!, offset)
  }
  return {
    GLOBAL: importLines,
    INST: (argument, offset) => call(importLines(argument, offset), tuple(popMark())),
    STACK_GLOBAL: (_, offset) => {
      const [name, module] = [pop(), pop()]
      if (name.kind === 'text' && module.kind === 'text') return importGlobal(module.text, name.text, offset)
      events.onUnresolved(offset)
      return opaque
    },
    // A number that stands for a name in a register of the process that loads it.
    EXT: (_, offset) => (events.onUnresolved(offset), opaque),
    OBJ: () => {
      const items = popMark()
      return call(items[0] ?? opaque, tuple(items.slice(1)))
    },
    REDUCE: () => {
      const args = pop()
      return call(pop(), args)
    },
    NEWOBJ: () => {
      const args = pop()
      return made({ kind: 'object', of: pop(), args, state: null })
    },
    NEWOBJ_EX: () => {
      const [, args, of] = [pop(), pop(), pop()]
      return made({ kind: 'object', of: of!, args: args!, state: null })
    },
  }
}

const toIndex = (argument: Buffer): number => {
  const index = Number(argument.toString('latin1'))
  if (!Number.isSafeInteger(index) || index < 0) throw new BrokenPickle('it names no place to remember')
  return index
}

/** Only names matter here: \uXXXX and \xXX, as protocol 0 writes them. */
const unescape = (text: string): string => text.replaceAll(/\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_, four: string | undefined, two: string | undefined) => String.fromCharCode(Number.parseInt(four ?? two!, 16)))
