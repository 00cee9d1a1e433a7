/** A dossier has some hundred attachments of at most some hundred kilobytes; a file made to explode stops here. */
const longestAttachment = 64 * 1024 * 1024
const mostAttachments = 20_000

export interface Attachments {
  files: Map<string, Uint8Array>
  /** Names that stand twice with different bytes: somebody added to the file. */
  repeated: string[]
}

/**
 * The files inside one of our PDFs, by name. Reads the form that the program writes (plain objects, Flate streams) and no other: a copy that
 * another program has saved again may have none. Null where the bytes are no PDF.
 */
export async function readAttachments(pdf: Uint8Array): Promise<Attachments | null> {
  const text = toLatin1(pdf)
  if (!text.slice(0, 1024).includes('%PDF-')) return null
  const places = readPlaces(text)
  const files = new Map<string, Uint8Array>()
  const repeated: string[] = []
  for (const { name, object } of readSpecifications(text)) {
    const begin = places.get(object)
    const content = begin === undefined ? null : await readStream(pdf, text, begin)
    if (content === null || files.size >= mostAttachments) continue
    const before = files.get(name)
    if (before && !isEqual(before, content)) repeated.push(name)
    files.set(name, content)
  }
  return { files, repeated }
}

const isEqual = (a: Uint8Array, b: Uint8Array) => a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i])

/** Byte for byte, so that places in the text are places in the file. */
function toLatin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.byteLength; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)))
  return parts.join('')
}

function readPlaces(text: string): Map<string, number> {
  const places = new Map<string, number>()
  for (const match of text.matchAll(/(?:^|[\r\n])(\d{1,10}) (\d{1,5}) obj\b/g)) places.set(`${match[1]} ${match[2]}`, match.index + match[0].length)
  return places
}

function* readSpecifications(text: string): Iterable<{ name: string; object: string }> {
  for (const match of text.matchAll(/\/Type \/Filespec\b/g)) {
    const end = text.indexOf('endobj', match.index)
    const begin = text.lastIndexOf(' obj', match.index)
    const dictionary = text.slice(begin, end < 0 ? undefined : end)
    const name = /\/F \(((?:[^()\\]|\\.)*)\)/.exec(dictionary)?.[1]
    const object = /\/EF\s*<<\s*\/F (\d+ \d+) R/.exec(dictionary)?.[1]
    if (name !== undefined && object !== undefined) yield { name: name.replaceAll(/\\(.)/g, '$1'), object }
  }
}

async function readStream(pdf: Uint8Array, text: string, begin: number): Promise<Uint8Array | null> {
  const start = text.indexOf('stream', begin)
  const dictionary = text.slice(begin, start)
  const length = /\/Length (\d{1,10})\b(?! \d+ R)/.exec(dictionary)?.[1]
  if (start < 0 || length === undefined) return null
  const from = start + (text[start + 6] === '\r' ? 8 : 7)
  const raw = pdf.subarray(from, from + Number(length))
  return dictionary.includes('/FlateDecode') ? inflate(raw) : raw
}

async function inflate(raw: Uint8Array): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    const stream = new Blob([raw as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'))
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.byteLength
      if (length > longestAttachment) return null
      parts.push(value)
    }
  } catch {
    return null
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
