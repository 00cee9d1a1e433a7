import { AppError } from '../../../shared/errors.ts'
import type { Bytes } from './bytes.ts'

export interface Field {
  number: number
  /** 0 varint, 1 fixed64, 2 length-delimited, 5 fixed32. */
  wire: number
  /** Of a varint; 0 for others. */
  value: number
  /** Where its content stands, for those with a length. */
  from: number
  to: number
}

const windowBytes = 1 << 16

/** Walks the fields of a message in a file by the wire format alone; contents are passed over. Source: protobuf.dev, Encoding. */
export function createWire(bytes: Bytes) {
  let held: Buffer = Buffer.alloc(0)
  let heldFrom = 0
  const damaged = (at: number) => new AppError('BAD_INPUT', `${bytes.name} is damaged at byte ${at}: what stands there is no field of a message. Export or copy the model again.`)

  const hold = async (at: number, end: number): Promise<void> => {
    if (at >= heldFrom && at < heldFrom + held.byteLength) return
    held = await bytes.read(at, Math.min(windowBytes, end - at))
    heldFrom = at
  }
  const varint = async (from: number, end: number): Promise<{ value: bigint; next: number }> => {
    let value = 0n
    for (let at = from, shift = 0n; shift < 70n; at += 1, shift += 7n) {
      if (at >= end) throw damaged(from)
      if (at < heldFrom || at >= heldFrom + held.byteLength) await hold(at, end)
      const byte = held[at - heldFrom]!
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return { value: BigInt.asUintN(64, value), next: at + 1 }
    }
    throw damaged(from)
  }
  async function* fields(from: number, to: number): AsyncIterable<Field> {
    for (let at = from; at < to; ) {
      const tag = await varint(at, to)
      const [number, wire] = [Number(tag.value >> 3n), Number(tag.value & 7n)]
      if (number === 0) throw damaged(at)
      if (wire === 0) {
        const { value, next } = await varint(tag.next, to)
        yield { number, wire, value: Number(BigInt.asIntN(64, value)), from: tag.next, to: next }
        at = next
      } else {
        const length = wire === 1 ? { value: 8n, next: tag.next } : wire === 5 ? { value: 4n, next: tag.next } : wire === 2 ? await varint(tag.next, to) : null
        if (length === null || length.value > BigInt(to - length.next)) throw damaged(at)
        at = length.next + Number(length.value)
        yield { number, wire, value: 0, from: length.next, to: at }
      }
    }
  }
  return {
    fields,
    /** Up to `most` bytes of it. */
    async text({ from, to }: Field, most = 1_024): Promise<string> {
      return (await bytes.read(from, Math.min(to - from, most))).toString('utf8')
    },
    /** A repeated number, packed or one by one. */
    async numbers(field: Field): Promise<number[]> {
      if (field.wire === 0) return [field.value]
      const all: number[] = []
      for (let at = field.from; at < field.to && all.length < 64; ) {
        const { value, next } = await varint(at, field.to)
        all.push(Number(BigInt.asIntN(64, value)))
        at = next
      }
      return all
    },
  }
}

export type Wire = ReturnType<typeof createWire>
