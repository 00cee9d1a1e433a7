import { createGunzip, createInflate } from 'node:zlib'
import type { Bytes } from './bytes.ts'
import { toFacts, toFinding, type FileFacts } from './facts.ts'
import { createFeed } from './feed.ts'
import { createSight, type PickleSight, scanPickles, toPickleFacts } from './pickle.ts'
import { openZipEntry, readZipEntries, unpack, type ZipEntry } from './zip.ts'

/** What unpacks to more than this, or to so many times its size, is not followed further: no model packs so well. */
const limits = { bytes: 16 * 2 ** 30, freeBytes: 256 << 20, ratio: 200 }

class TooLarge extends Error {}

async function* limited(stream: AsyncIterable<Buffer>, packed: number): AsyncIterable<Buffer> {
  let bytes = 0
  for await (const piece of stream) {
    bytes += piece.byteLength
    if (bytes > limits.bytes || (bytes > limits.freeBytes && bytes > packed * limits.ratio)) throw new TooLarge()
    yield piece
  }
}

const scan = async (stream: AsyncIterable<Buffer>, file: string, sight: PickleSight): Promise<void> => {
  try {
    await scanPickles(createFeed(stream), file, sight)
  } catch (error) {
    if (error instanceof TooLarge) sight.findings.push(toFinding('unpacking_stopped', file, 'It unpacks to far more than a model is large; it was not followed to its end.'))
    else if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) sight.findings.push(toFinding('damaged', file, 'It can not be unpacked to its end: the compressed data is damaged.'))
    else throw error
  }
}

/** A pickle as it is, or packed as joblib packs: zlib or gzip. */
export async function readPickle(bytes: Bytes, packing: 'none' | 'gzip' | 'zlib'): Promise<FileFacts> {
  const sight = createSight()
  const raw = bytes.stream(0, bytes.size)
  const stream = packing === 'none' ? raw : limited(unpack(raw, packing === 'gzip' ? createGunzip() : createInflate()), bytes.size)
  await scan(stream, bytes.name, sight)
  const facts = toPickleFacts(sight)
  return toFacts('pickle', { ...facts, details: [...facts.details, ...(packing === 'none' ? [] : [{ name: 'Packed with', value: packing }])] })
}

const isPickleName = (name: string) => /\.(?:pkl|pickle|p|joblib)$/i.test(name)
const mostPickles = 1_000

/** A ZIP archive: what torch.save writes, or anything else; every pickle in it is scanned. Errors: BAD_INPUT. */
export async function readArchive(bytes: Bytes): Promise<FileFacts> {
  const entries = await readZipEntries(bytes)
  const sight = createSight()
  const escaping = entries.filter(({ name }) => /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i.test(name))
  for (const { name } of escaping.slice(0, 20)) sight.findings.push(toFinding('path_escape', bytes.name, `A file in it is named “${name.slice(0, 200)}” and would be unpacked outside its folder.`))
  const pickles = entries.filter(({ name }) => isPickleName(name))
  for (const entry of pickles.slice(0, mostPickles)) await scanEntry(bytes, entry, sight)
  if (pickles.length > mostPickles) sight.findings.push(toFinding('not_looked_into', bytes.name, `Of ${pickles.length} pickles in it, ${mostPickles} were scanned.`))
  const code = entries.filter(({ name }) => /\.py$/i.test(name))
  if (code.length > 0) sight.findings.push(toFinding('code_in_folder', bytes.name, `It carries ${code.length} ${code.length === 1 ? 'file' : 'files'} of code, which loading it runs.`))
  const isTorch = pickles.some(({ name }) => /(?:^|\/)data\.pkl$/.test(name))
  const facts = toPickleFacts(sight)
  if (isTorch) return toFacts('torch', facts)
  return toFacts('file', { findings: facts.findings, details: [{ name: 'Archive', value: `ZIP of ${entries.length.toLocaleString('en-GB')} files` }, ...(pickles.length > 0 ? facts.details : [])] })
}

async function scanEntry(bytes: Bytes, entry: ZipEntry, sight: PickleSight): Promise<void> {
  const file = `${bytes.name}/${entry.name}`
  const stream = await openZipEntry(bytes, entry)
  if (stream === null) sight.findings.push(toFinding('not_looked_into', file, 'It is packed in a way that is not read here.'))
  else await scan(limited(stream, entry.packed), file, sight)
}
