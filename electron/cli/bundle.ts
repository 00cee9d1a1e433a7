import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { interopContract, type BundleView, type Party } from '../../shared/contract/interop.ts'
import { AppError } from '../../shared/errors.ts'
import { parseWhole } from './arguments.ts'
import { confirm } from './confirm.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { toEvidenceLine } from './review/text.ts'
import { findWorkspace, inWorkspace, type Terminal } from './session.ts'

export function addBundle(program: Command, terminal: Terminal): void {
  const group = program.command('bundle').description('requests for review, and signatures on them, as files between workspaces')
  addExport(group, terminal)
  addShow(group, terminal)
  addImport(group, terminal)
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Writes a request for review (R-17) with everything it rests on, or the answer to an imported one (F-12), into one file that proves itself.')
    .argument('<review>', 'an open review of this workspace, or a request of another one that was signed here')
    .requiredOption('--out <file>', 'where to write it, for example credit-lr.countersign')
    .option('--by <email>', 'whose answer, where several people have signed')
    .option('--seen <size...>', 'also prove that the ledger continues a state of so many entries, which the receiver has seen', parseSizes)
    .option('--with-verifier', 'also write verify.html beside it: a page that checks the bundle without Countersign and without network')
    .action((record: string, { withVerifier, ...options }: { out: string; by?: string; seen?: number[]; withVerifier?: true }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const input = await toInput(interopContract.export, { record, ...options, out: resolve(options.out) })
        const made = workspace.interop.export(actor(), input)
        const verifier = withVerifier ? (await import('../core/ledger-files.ts')).putVerifierBeside(made.path).path : null
        terminal.output.result(
          { ...made, ...(verifier === null ? {} : { verifier }) },
          toFields([
            ['Bundle', made.path],
            ['Holds', made.bundle === 'request' ? `the request ${made.record}` : `the answer to ${made.record}`],
            ['SHA-256', made.sha256],
            ['As of', `${made.asOfSize} entries`],
            ['Ledger key', `${made.fingerprint}  (tell it to whoever gets the file for the first time)`],
            ...(verifier === null ? [] : [['Verifier', verifier] as const]),
          ]),
        )
      }),
    )
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Verifies a bundle and says what it holds, who it comes from and whether it could be imported. Writes nothing; needs no workspace.')
    .argument('<file>', 'the bundle')
    .action(async (file: string, _options: object, command: Command) => {
      const path = resolve(file)
      const { workspace: named } = command.optsWithGlobals<{ workspace?: string }>()
      const show = (view: BundleView) => terminal.output.result(view, toText(view))
      if (named !== undefined || findWorkspace(process.cwd()) !== null) {
        await inWorkspace(terminal, command, async ({ workspace }) => show(workspace.interop.inspect(path)))
        return
      }
      const [{ inspectAlone }, { createMachine }] = await Promise.all([import('../core/bundles.ts'), import('../core/machine.ts')])
      show(inspectAlone(path, createMachine()))
    })
}

function addImport(group: Command, terminal: Terminal): void {
  group
    .command('import')
    .description('Takes a bundle in, as exactly one entry. On first contact its fingerprints have to be compared with their owners; --trust says that this was done.')
    .argument('<file>', 'the bundle')
    .option('--trust <fingerprint...>', 'a fingerprint that was compared with its owner by another way, such as the telephone', collect)
    .action((file: string, options: { trust?: string[] }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const path = resolve(file)
        if (!existsSync(path)) throw new AppError('FILE_UNREADABLE', `${path} does not exist. Name a file that ends in .countersign.`)
        const who = actor()
        const view = workspace.interop.inspect(path)
        const trusted = options.trust ?? []
        if (!view.refusal) refuseOthers(view, trusted)
        const confirmed = view.refusal ? [] : [...trusted, ...(await askAbout(terminal, view, trusted))]
        const { record, bundle, seq, origin, ledgerName } = await workspace.interop.import(who, await toInput(interopContract.import, { path, confirmed }), work)
        const next = bundle === 'request' ? `Sign it with: countersign review sign ${record}, or review approve ${record}` : `The signature counts for ${record} now.`
        terminal.output.result({ import: seq, bundle, record, origin, ledgerName }, `${toFields([['Imported', `${record}  from ${ledgerName} (${origin})`], ['Entry', String(seq)]])}\n${next}`)
      }),
    )
}

const compact = (fingerprint: string) => fingerprint.replaceAll(/[\s:-]/g, '').toLowerCase()

/** What was compared and is none of the bundle's is a slip of the hand, or a bundle of somebody else. */
function refuseOthers({ parties }: BundleView, trusted: readonly string[]): void {
  const other = trusted.find((one) => !parties.some(({ fingerprint }) => compact(fingerprint) === compact(one)))
  if (other !== undefined) throw new AppError('BAD_INPUT', `--trust ${other} is no fingerprint of this bundle; it has ${parties.map(({ fingerprint }) => fingerprint).join(' and ')}. Compare them with their owners once more, and give exactly what both sides read. Nothing was written.`)
}

/** Where somebody watches, they are asked for each fingerprint; otherwise the import itself says what is missing. */
async function askAbout(terminal: Terminal, view: BundleView, trusted: readonly string[]): Promise<string[]> {
  const open = view.parties.filter(({ kind, state, fingerprint }) => state !== 'known' && (kind === 'ledger' || view.bundle === 'request') && !trusted.some((one) => compact(one) === compact(fingerprint)))
  const confirmed: string[] = []
  for (const party of open) {
    if (await confirm(`${toPartyLine(party)}\nDid you compare this fingerprint with its owner by another way, and is it the same?`)) confirmed.push(party.fingerprint)
  }
  if (open.length > 0 && confirmed.length > 0) terminal.output.say('')
  return confirmed
}

const states = { known: 'known here', new: 'first contact', changed: 'ANOTHER KEY THAN BEFORE' }
const toPartyLine = ({ kind, name, id, fingerprint, state, part }: Party) => `${kind === 'ledger' ? 'workspace ' : ''}${name} <${id}>, ${part}: ${fingerprint}  (${states[state]})`

function toText(view: BundleView): string {
  const { ledger, request, answer } = view
  const about = request
    ? ([
        ['Request', `${request.id}  ${request.version}, for ${request.useCaseName}`],
        ['Policy', `${request.policy.id} ${request.policy.version}: ${request.policy.title}`],
        ['Manifest', request.manifestHash],
        ...request.evidence.map((item) => ['Evidence', toEvidenceLine(item)] as const),
      ] as const)
    : ([
        ['Answer', `${answer!.decision} of ${answer!.review} of ${answer!.origin}`],
        ['Signed', `${answer!.signer.name} <${answer!.signer.email}>, ${answer!.signedAt}`],
        ["Signer's key", answer!.signer.vkey],
      ] as const)
  const head = toFields([
    ['Bundle', `${basename(view.path)}  ${view.bytes} bytes, ${view.files.length} files, all verified`],
    ['From', `${ledger.name} (${ledger.origin}), ${ledger.size} entries`],
    ...about,
    ...view.parties.map((party) => ['Party', toPartyLine(party)] as const),
    ...(view.importedAs ? [['Imported', `before, as ${view.importedAs}`] as const] : []),
    ...(view.refusal && !view.importedAs ? [['Refused here', view.refusal.sentence] as const] : []),
  ])
  const fork = view.fork ? `\n\nSeen before:\n\n${view.fork.seen}\nIn the bundle:\n\n${view.fork.brought}` : ''
  return `${head}${answer ? `\n\n${answer.note.trimEnd()}` : ''}${fork}`
}

const collect = (text: string, before: string[] = []) => [...before, text]
const parseSizes = (text: string, before: number[] = []) => [...before, parseWhole('--seen', text, 1)]
