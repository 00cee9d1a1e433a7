import { type ModelFinding } from '../../../shared/contract/model-files.ts'
import { count, toCounts, toDetails, toFinding, toShown, type FileFacts } from './facts.ts'
import type { Feed } from './feed.ts'
import { judgeImport } from './imports.ts'
import { type Argument, opcodes } from './opcodes.ts'
import { createMachine } from './pickle-machine.ts'
import { BrokenPickle, type MachineEvents, type Node } from './pickle-nodes.ts'

/** What was seen in the pickles of a file; one for all of them. */
export interface PickleSight {
  imports: Map<string, 'dangerous' | 'known' | 'unknown'>
  findings: ModelFinding[]
  protocol: number
  root: Node | null
  storages: Set<string>
  parameters: number | null
  tensors: Map<string, number>
  attributes: Map<string, string>
}

export const createSight = (): PickleSight => ({ imports: new Map(), findings: [], protocol: 0, root: null, storages: new Set(), parameters: null, tensors: new Map(), attributes: new Map() })

const mostFindings = 200
const mostPickles = 64
const longestLine = 1 << 16
/** Longer arguments are passed over: no name is as long. */
const longestHeld = 1 << 12

/**
 * Scans the pickles that stand one behind the other, opcode by opcode, without loading anything. Never fails: what can not be read
 * to its end is a finding, because an unpickler runs everything that stands before.
 */
export async function scanPickles(feed: Feed, file: string, sight: PickleSight): Promise<void> {
  try {
    for (let at = 0; at < mostPickles; at += 1) {
      const root = await scanOne(feed, file, sight, 0)
      sight.root ??= root
      if (!(await feed.fill(2))) break
      // A pickle of protocol 2 or later begins with its number; torch's older files are several, with the weights behind.
      const [first, second] = [feed.take(1)[0]!, feed.ready > 0]
      if (first !== 0x80 || !second) {
        if (sight.tensors.size === 0) add(sight, toFinding('trailing_bytes', file, 'Bytes follow the end of the pickle; loading it does not read them.', feed.offset - 1))
        return
      }
      await scanProtocol(feed, sight)
    }
  } catch (error) {
    if (!(error instanceof BrokenPickle)) throw error
    add(sight, toFinding('broken_pickle', file, `The pickle can not be read to its end: ${error.message}. Whatever stands before byte ${feed.offset} would still be executed by loading it.`, feed.offset))
  }
}

async function scanProtocol(feed: Feed, sight: PickleSight): Promise<void> {
  if (await feed.fill(1)) sight.protocol = Math.max(sight.protocol, feed.byte())
}

function add({ findings }: PickleSight, finding: ModelFinding): void {
  if (findings.length < mostFindings || finding.severity === 'high') findings.push(finding)
}

async function scanOne(feed: Feed, file: string, sight: PickleSight, depth: number): Promise<Node> {
  const machine = createMachine(toEvents(file, sight))
  for (;;) {
    if (feed.ready < 16 && !(await feed.fill(1))) throw new BrokenPickle('it ends before its last opcode')
    const offset = feed.offset
    const code = feed.byte()
    const opcode = opcodes.get(code)
    if (opcode === undefined) throw new BrokenPickle(`there is no opcode 0x${code.toString(16).padStart(2, '0')} (byte ${offset})`)
    const [name, shape] = opcode
    if (name === 'STOP') return machine.top()
    // Without waiting where nothing has to be waited for: a pickle has millions of these.
    const argument = shape.kind === 'fixed' && feed.ready >= shape.bytes ? feed.take(shape.bytes) : await takeArgument(feed, shape)
    if (name === 'PROTO') sight.protocol = Math.max(sight.protocol, argument[0]!)
    const interlude = machine.step(argument === tooLong ? 'OPAQUE' : name, argument, offset)
    if (interlude === null) continue
    if (interlude.kind === 'pickle') {
      if (depth > 8) throw new BrokenPickle('pickles stand in pickles too deeply')
      await scanOne(feed, file, sight, depth + 1)
      continue
    }
    const padding = interlude.isAligned ? (await take(feed, 1))[0]! : 0
    if (!(await feed.skip(padding + interlude.bytes))) throw new BrokenPickle('an array ends before its last number')
  }
}

const tooLong = Buffer.alloc(0)

async function takeArgument(feed: Feed, shape: Argument): Promise<Buffer> {
  if (shape.kind === 'fixed') return take(feed, shape.bytes)
  if (shape.kind === 'lines') return takeLines(feed, shape.lines)
  const head = await take(feed, shape.bytes)
  const length = shape.bytes === 1 ? head[0]! : shape.bytes === 4 ? head.readUInt32LE() : Number(head.readBigUInt64LE())
  if (length <= longestHeld) return take(feed, length)
  if (!(await feed.skip(length))) throw new BrokenPickle('a value ends before its last byte')
  return tooLong
}

async function take(feed: Feed, length: number): Promise<Buffer> {
  if (feed.ready < length && !(await feed.fill(length))) throw new BrokenPickle('it ends within a value')
  return feed.take(length)
}

/** One line, or two with the line end between them; the last line end is left out. */
async function takeLines(feed: Feed, lines: number): Promise<Buffer> {
  const taken: Buffer[] = []
  for (let line = 0; line < lines; line += 1) {
    let end = feed.find(0x0a, longestLine)
    if (end === -1) {
      await feed.fill(longestLine)
      end = feed.find(0x0a, longestLine)
    }
    if (end === -1) throw new BrokenPickle('a line has no end')
    taken.push(Buffer.from(feed.take(end)))
    feed.byte()
  }
  return lines === 1 ? taken[0]! : Buffer.concat([taken[0]!, Buffer.from('\n'), taken[1]!])
}

function toEvents(file: string, sight: PickleSight): MachineEvents {
  return {
    onImport(module, name, offset) {
      const full = `${toShown(module)}.${toShown(name)}`
      if (sight.imports.has(full)) return
      const judgement = judgeImport(module, name)
      if (sight.imports.size < 10_000) sight.imports.set(full, judgement)
      if (judgement === 'dangerous') add(sight, toFinding('dangerous_import', file, `Loading it brings in ${full}, which can run code or touch the machine.`, offset))
      if (judgement === 'unknown') add(sight, toFinding('unknown_import', file, `Loading it brings in ${full}, of which nothing is known here.`, offset))
    },
    onUnresolved: (offset) => add(sight, toFinding('unresolved_import', file, 'Loading it brings in something whose name is only made while loading.', offset)),
    onTensor(storage, elements, dtype) {
      if (storage !== null && sight.storages.has(storage)) return
      if (storage !== null && sight.storages.size < 1_000_000) sight.storages.add(storage)
      count(sight.tensors, dtype)
      const all = elements === null ? null : (sight.parameters ?? 0) + elements
      if (all !== null && Number.isSafeInteger(all)) sight.parameters = all
    },
    onAttribute(name, value) {
      if (!sight.attributes.has(name) && (value.kind === 'text' || value.kind === 'int')) sight.attributes.set(name, toShown(String(value.kind === 'text' ? value.text : value.value)))
    },
  }
}

/** The class of what the pickle comes to, and what is told beside it. */
export function toPickleFacts(sight: PickleSight): Pick<FileFacts, 'architecture' | 'parameters' | 'details' | 'findings'> {
  const { root, imports, attributes } = sight
  const of = root?.kind === 'object' && root.of.kind === 'global' ? root.of : null
  const packages = new Set([...imports.keys()].map((full) => full.split('.')[0]!))
  return {
    architecture: of === null || of.module === 'collections' ? null : toShown(of.name),
    parameters: sight.parameters,
    findings: sight.findings,
    details: toDetails([
      ['Class', of === null ? null : `${toShown(of.module)}.${toShown(of.name)}`],
      ['scikit-learn', attributes.get('_sklearn_version')],
      ['Features', attributes.get('n_features_in_')],
      ['Tensors', toCounts(sight.tensors)],
      ['Pickle protocol', sight.protocol],
      ['Imports', imports.size === 0 ? 'none' : `${imports.size.toLocaleString('en-GB')} from ${[...packages].slice(0, 20).join(', ')}`],
    ]),
  }
}
