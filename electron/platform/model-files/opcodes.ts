/** How the argument of an opcode stands in the stream: a fixed number of bytes, a length and then bytes, or lines. Source: CPython's pickletools, protocols 0 to 5. */
export type Argument = { kind: 'fixed'; bytes: number } | { kind: 'counted'; bytes: 1 | 4 | 8 } | { kind: 'lines'; lines: 1 | 2 }

const fixed = (bytes: number): Argument => ({ kind: 'fixed', bytes })
const counted = (bytes: 1 | 4 | 8): Argument => ({ kind: 'counted', bytes })
const lines = (many: 1 | 2): Argument => ({ kind: 'lines', lines: many })

export const opcodes: ReadonlyMap<number, readonly [name: string, argument: Argument]> = new Map(
  Object.entries({
    '(': ['MARK', fixed(0)], '.': ['STOP', fixed(0)], '0': ['POP', fixed(0)], '1': ['POP_MARK', fixed(0)], '2': ['DUP', fixed(0)],
    F: ['OPAQUE', lines(1)], I: ['INT', lines(1)], J: ['BININT', fixed(4)], K: ['BININT1', fixed(1)], L: ['INT', lines(1)], M: ['BININT2', fixed(2)],
    N: ['OPAQUE', fixed(0)], P: ['OPAQUE', lines(1)], Q: ['BINPERSID', fixed(0)], R: ['REDUCE', fixed(0)], S: ['STRING', lines(1)], T: ['TEXT', counted(4)],
    U: ['TEXT', counted(1)], V: ['UNICODE', lines(1)], X: ['TEXT', counted(4)], a: ['APPEND', fixed(0)], b: ['BUILD', fixed(0)], c: ['GLOBAL', lines(2)],
    d: ['DICT', fixed(0)], '}': ['EMPTY_DICT', fixed(0)], e: ['APPENDS', fixed(0)], g: ['GET', lines(1)], h: ['BINGET', fixed(1)], i: ['INST', lines(2)],
    j: ['LONG_BINGET', fixed(4)], l: ['LIST', fixed(0)], ']': ['OPAQUE', fixed(0)], o: ['OBJ', fixed(0)], p: ['PUT', lines(1)], q: ['BINPUT', fixed(1)],
    r: ['LONG_BINPUT', fixed(4)], s: ['SETITEM', fixed(0)], t: ['TUPLE', fixed(0)], ')': ['EMPTY_TUPLE', fixed(0)], u: ['SETITEMS', fixed(0)], G: ['OPAQUE', fixed(8)],
    '\x80': ['PROTO', fixed(1)], '\x81': ['NEWOBJ', fixed(0)], '\x82': ['EXT', fixed(1)], '\x83': ['EXT', fixed(2)], '\x84': ['EXT', fixed(4)],
    '\x85': ['TUPLE1', fixed(0)], '\x86': ['TUPLE2', fixed(0)], '\x87': ['TUPLE3', fixed(0)], '\x88': ['TRUE', fixed(0)], '\x89': ['FALSE', fixed(0)],
    '\x8a': ['LONG', counted(1)], '\x8b': ['LONG', counted(4)], B: ['BYTES', counted(4)], C: ['BYTES', counted(1)], '\x8c': ['TEXT', counted(1)],
    '\x8d': ['TEXT', counted(8)], '\x8e': ['BYTES', counted(8)], '\x8f': ['OPAQUE', fixed(0)], '\x90': ['APPENDS', fixed(0)], '\x91': ['LIST', fixed(0)],
    '\x92': ['NEWOBJ_EX', fixed(0)], '\x93': ['STACK_GLOBAL', fixed(0)], '\x94': ['MEMOIZE', fixed(0)], '\x95': ['FRAME', fixed(8)], '\x96': ['BYTES', counted(8)],
    '\x97': ['OPAQUE', fixed(0)], '\x98': ['NOTHING', fixed(0)],
  } satisfies Record<string, [string, Argument]>).map(([code, [name, argument]]) => [code.charCodeAt(0), [name, argument] as const]),
)
