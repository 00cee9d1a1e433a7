import { BrokenPickle, type Interlude, type MachineEvents, type Node } from './pickle-nodes.ts'
import { opaque, type PickleState } from './pickle-state.ts'

/** What a call would make, told by names alone: an object of a class, a tensor, or nothing that is known. */
export function createCalls({ pop, top, made, events, held }: PickleState) {
  return {
    call(of: Node, args: Node): Node {
      const [first] = args.kind === 'tuple' ? args.items : []
      if (of.kind !== 'global') return made({ kind: 'object', of: opaque, args, state: null })
      if (/^_rebuild_tensor(?:_v\d)?$/.test(of.name) && args.kind === 'tuple') return toTensor(args.items, events)
      if (of.name.startsWith('_rebuild_parameter') && first !== undefined) return first
      // These make an object of the class that they are given.
      if ((of.name === '_reconstructor' || of.name === '__newobj__') && first !== undefined) return made({ kind: 'object', of: first, args, state: null })
      return made({ kind: 'object', of, args, state: null })
    },
    build(): Interlude | null {
      const state = pop()
      const target = top()
      if (target?.kind !== 'object') return null
      target.state ??= state
      const interlude = toInterlude(target.of, state)
      // Thousands of arrays, each with its own: not needed any more.
      if (state.kind === 'dict' && interlude !== null) {
        held.entries -= state.items.size
        state.items.clear()
      }
      return interlude
    },
  }
}

const ints = (node: Node | undefined): number[] | null => {
  if (node?.kind !== 'tuple') return null
  const values = node.items.map((item) => (item.kind === 'int' ? item.value : Number.NaN))
  return values.every((value) => Number.isSafeInteger(value) && value >= 0) ? values : null
}

/** `_rebuild_tensor_v2(storage, offset, size, …)`; the storage is named by ('storage', type, key, device, numel). */
function toTensor(items: readonly Node[], events: MachineEvents): Node {
  const [storage, offset, size] = items
  const id = storage?.kind === 'persistent' && storage.id.kind === 'tuple' ? storage.id.items : []
  const shape = ints(size)
  const product = shape?.reduce((all, one) => all * one, 1) ?? Number.NaN
  const key = id[2]?.kind === 'text' && offset?.kind === 'int' ? `${id[2].text}:${offset.value}` : null
  events.onTensor(key, Number.isSafeInteger(product) ? product : null, id[1]?.kind === 'global' ? id[1].name.replace(/Storage$/, '').toLowerCase() : 'unknown')
  return { kind: 'tensor' }
}

function toInterlude(of: Node, state: Node): Interlude | null {
  if (of.kind !== 'global' || of.module !== 'joblib.numpy_pickle' || of.name !== 'NumpyArrayWrapper' || state.kind !== 'dict') return null
  const [shape, dtype, alignment] = [ints(state.items.get('shape')), state.items.get('dtype'), state.items.get('numpy_array_alignment_bytes')]
  const [code] = dtype?.kind === 'object' && dtype.args.kind === 'tuple' ? dtype.args.items : []
  const [, letter, digits] = /^[<>|=]?([a-zA-Z?])(\d*)$/.exec(code?.kind === 'text' ? code.text : '') ?? []
  if (letter === 'O') return { kind: 'pickle' }
  const bytes = shape === null || !digits ? Number.NaN : shape.reduce((all, one) => all * one, 1) * Number(digits) * (letter === 'U' ? 4 : 1)
  if (!Number.isSafeInteger(bytes)) throw new BrokenPickle('it holds an array whose size can not be told')
  return { kind: 'raw', bytes, isAligned: alignment?.kind === 'int' && alignment.value > 0 }
}
