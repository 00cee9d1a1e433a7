import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type ModelInspection, type ModelSignature, modelFormatTitles } from '../../shared/contract/model-files.ts'
import { AppError } from '../../shared/errors.ts'
import { toFields, toTable } from './output.ts'
import { createWork, type Terminal } from './session.ts'

const verdicts: Record<ModelSignature['verdict'], string> = { matches: 'fits key and files', broken: 'BROKEN', unchecked: 'not checked: no key' }

export function addInspect(group: Command, terminal: Terminal): void {
  group
    .command('inspect')
    .description('Reads a model file or folder without executing anything in it: what it is, its digest, what should make you wary, and its OpenSSF Model Signing signature. Needs no workspace.')
    .argument('<path>', 'the model file or folder')
    .option('--key <file>', 'the public key (PEM) that its signature is checked with')
    .action(async (path: string, { key }: { key?: string }) => {
      const { inspectModel } = await import('../core/model-inspection.ts')
      const found = await inspectModel({ path: resolve(path), ...(key !== undefined && { publicKey: readKey(key) }) }, createWork(terminal.output))
      terminal.output.result(found, toText(found))
      terminal.exit(found.findings.some(({ severity }) => severity === 'high') ? 1 : 0)
    })
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `There is no key at ${path}, or it can not be read. Check the path.`, { cause })
  }
}

function toText({ findings, signature, details, ...found }: ModelInspection): string {
  const facts = toFields([
    ['Model', found.name],
    ['Format', modelFormatTitles[found.format]],
    ['Architecture', found.architecture ?? '–'],
    ['Parameters', found.parameters?.toLocaleString('en-GB') ?? '–'],
    ['Size', `${found.sizeBytes.toLocaleString('en-GB')} bytes`],
    ['Licence', found.licence ?? 'not stated'],
    ['SHA-256', found.sha256],
    ...details.map(({ name, value }) => [name, value] as const),
  ])
  const noticed = findings.length === 0 ? 'Nothing was noticed that should make you wary.' : toTable(['Severity', 'Finding', 'Where', 'What'], findings.map(({ severity, code, file, offset, detail }) => [severity, code, offset === null ? file : `${file} @ ${offset}`, detail]))
  return [facts, noticed, ...(signature === null ? ['There is no signature (model.sig).'] : [toSignatureText(signature)])].join('\n\n')
}

const toSignatureText = ({ file, verdict, subject, signer, verified, broken, notVerified }: ModelSignature): string =>
  [
    toFields([
      ['Signature', `${file}, ${verdicts[verdict]}`],
      ['Signed as', subject],
      ['Signed by', signer],
    ]),
    ...verified.map((one) => `  checked      ${one}`),
    ...broken.map((one) => `  broken       ${one}`),
    ...notVerified.map((one) => `  not checked  ${one}`),
  ].join('\n')
