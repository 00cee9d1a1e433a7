/** Small writers of model formats, so that tests say in bytes what they mean. */

const u32 = (value: number) => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
const u64 = (value: number) => {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}
const ggufText = (text: string) => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)])

export type GgufValue = string | number | string[]

/** Version 3: texts, 32-bit numbers and lists of texts as metadata; tensors of type F16 one behind the other. */
export function toGguf(metadata: Record<string, GgufValue>, tensors: Record<string, number[]>): Buffer {
  const values = Object.entries(metadata).map(([key, value]) => {
    const body = typeof value === 'string' ? [u32(8), ggufText(value)] : typeof value === 'number' ? [u32(4), u32(value)] : [u32(9), u32(8), u64(value.length), ...value.map(ggufText)]
    return Buffer.concat([ggufText(key), ...body])
  })
  let offset = 0
  const infos = Object.entries(tensors).map(([name, shape]) => {
    const info = Buffer.concat([ggufText(name), u32(shape.length), ...shape.map(u64), u32(1), u64(offset)])
    offset += 2 * shape.reduce((all, one) => all * one, 1)
    return info
  })
  return Buffer.concat([Buffer.from('GGUF'), u32(3), u64(infos.length), u64(values.length), ...values, ...infos, Buffer.alloc(offset)])
}

export function toSafetensors(header: unknown, dataBytes: number): Buffer {
  const text = Buffer.from(JSON.stringify(header))
  return Buffer.concat([u64(text.byteLength), text, Buffer.alloc(dataBytes)])
}

/** A field of a protobuf message: a number is a varint, anything else has a length. */
export function toField(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)])
  const body = Buffer.from(value)
  return Buffer.concat([varint(number * 8 + 2), varint(body.byteLength), body])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push((left % 128) + (left >= 128 ? 128 : 0))
    if (left < 128) return Buffer.from(bytes)
  }
}

/** A ZIP archive without compression, or with contents that are deflated already. */
export function toZip(files: Record<string, Buffer | { deflated: Buffer; bytes: number }>): Buffer {
  const locals: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const [body, method, bytes] = Buffer.isBuffer(content) ? [content, 0, content.byteLength] : [content.deflated, 8, content.bytes]
    const shared = Buffer.concat([Buffer.from([20, 0, 0, 0, method, 0, 0, 0, 0, 0]), u32(0), u32(body.byteLength), u32(bytes), Buffer.from([Buffer.byteLength(name), 0, 0, 0])])
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, Buffer.from(name), body])
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), shared, Buffer.alloc(10), u32(at), Buffer.from(name)]))
    locals.push(local)
    at += local.byteLength
  }
  const directory = Buffer.concat(list)
  const many = Buffer.from([list.length, 0])
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(4), many, many, u32(directory.byteLength), u32(at), Buffer.alloc(2)])
}

/** Opcodes of a pickle: texts are taken byte by byte, numbers are bytes. */
export const toPickle = (...parts: (string | number)[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part, 'latin1'))))

/** SHORT_BINUNICODE. */
export const text = (value: string): string => `\u008c${String.fromCharCode(value.length)}${value}`
