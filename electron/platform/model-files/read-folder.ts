import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { toDetails, toFacts, toFinding, toShown, type FileFacts } from './facts.ts'
import { parseMlmodel, parseYaml, toRecord, toText } from './mlmodel.ts'
import { readModelFile } from './read-file.ts'

const longestText = 1 << 20
/** Where a folder holds its weights twice, those of the first of these are counted. */
const weightFormats = ['safetensors', 'gguf', 'onnx', 'torch', 'pickle'] as const

/**
 * What a model folder holds: each file read by itself, and what MLmodel, config.json and a model card say. A damaged file is a finding, not an
 * end. `files` are its paths, relative and with forward slashes.
 */
export async function readModelFolder(root: string, files: readonly string[], signal: AbortSignal, onFile: (position: number) => void): Promise<FileFacts> {
  const read: { name: string; facts: FileFacts }[] = []
  for (const [position, name] of files.entries()) {
    onFile(position)
    read.push({ name, facts: await readOne(join(root, name), name, signal) })
  }
  const mlmodel = files.includes('MLmodel') ? parseMlmodel((await readText(root, 'MLmodel')) ?? '', 'MLmodel') : null
  const config = files.includes('config.json') ? parseJson(await readText(root, 'config.json')) : {}
  const main = weightFormats.find((format) => read.some(({ facts }) => facts.format === format && facts.parameters !== null)) ?? weightFormats.find((format) => read.some(({ facts }) => facts.format === format))
  const weights = read.filter(({ facts }) => facts.format === main)
  const parameters = weights.some(({ facts }) => facts.parameters !== null) ? weights.reduce((all, { facts }) => all + (facts.parameters ?? 0), 0) : null
  const only = weights.length === 1 ? weights[0]!.facts : null
  return toFacts(mlmodel === null ? 'folder' : 'mlmodel', {
    architecture: toArchitecture(config) ?? (only?.architecture ? only.architecture : null) ?? mlmodel?.architecture ?? null,
    parameters: parameters !== null && Number.isSafeInteger(parameters) ? parameters : null,
    licence: (await readCardLicence(root, files)) ?? read.find(({ facts }) => facts.licence !== null)?.facts.licence ?? null,
    details: [
      ...(mlmodel?.details ?? []),
      ...toDetails([
        ['Model type', toText(config['model_type'])],
        ['Requirements', await readRequirements(root, files)],
        ['Files', files.length.toLocaleString('en-GB')],
        ['Weights', main === undefined ? null : `${weights.length.toLocaleString('en-GB')} × ${main}`],
      ]),
      ...(only?.details ?? []),
    ],
    findings: [...read.flatMap(({ facts }) => facts.findings), ...(mlmodel?.findings ?? []), ...judgeCode(files, config, mlmodel !== null)],
  })
}

async function readOne(path: string, name: string, signal: AbortSignal): Promise<FileFacts> {
  try {
    return await readModelFile(path, signal, name)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return toFacts('file', { findings: [toFinding('damaged', name, error.message)] })
  }
}

/** Null where it is too long to be what it is called. */
async function readText(root: string, name: string): Promise<string | null> {
  const { size } = await stat(join(root, name))
  return size > longestText ? null : readFile(join(root, name), 'utf8')
}

function parseJson(text: string | null): Record<string, unknown> {
  try {
    return text === null ? {} : toRecord(JSON.parse(text))
  } catch {
    return {}
  }
}

const toArchitecture = ({ architectures }: Record<string, unknown>): string | null => (Array.isArray(architectures) ? (toText(architectures[0]) === null ? null : toShown(toText(architectures[0])!)) : null)

/** The head of a model card, between lines of three dashes. */
async function readCardLicence(root: string, files: readonly string[]): Promise<string | null> {
  const text = files.includes('README.md') ? await readText(root, 'README.md') : null
  const head = text === null ? null : /^---\r?\n([\s\S]*?)\r?\n---/.exec(text.replace(/^\uFEFF/, ''))?.[1]
  const licence = head === null || head === undefined ? null : toText(toRecord(parseYaml(head))['license'])
  return licence === null ? null : toShown(licence)
}

async function readRequirements(root: string, files: readonly string[]): Promise<string | null> {
  const text = files.includes('requirements.txt') ? await readText(root, 'requirements.txt') : null
  const lines = (text ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  return lines.length === 0 ? null : `${lines.slice(0, 20).join(', ')}${lines.length > 20 ? ` and ${lines.length - 20} more` : ''}`
}

function judgeCode(files: readonly string[], config: Record<string, unknown>, isMlmodel: boolean): FileFacts['findings'] {
  const code = files.filter((name) => /\.py$/i.test(name))
  if (code.length === 0) return []
  const why = config['auto_map'] !== undefined ? 'config.json asks for it, so that loading it with trust_remote_code runs it' : isMlmodel ? 'loading the model may run it' : 'programs that load the folder may run it'
  return [toFinding('code_in_folder', code[0]!, `The folder carries ${code.length} ${code.length === 1 ? 'file' : 'files'} of Python code; ${why}.`)]
}
