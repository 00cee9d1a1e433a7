import { resolve } from 'node:path'
import type { Command } from 'commander'
import { reportsContract } from '../../shared/contract/reports.ts'
import { parseWhole } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addReport(program: Command, terminal: Terminal): void {
  program
    .command('report')
    .description('documents that go out')
    .command('dossier')
    .description('Writes the PDF about a version and notes its digest in the ledger. It speaks of the ledger as of one entry, so the same bytes can be made again.')
    .argument('<model@n>', 'the version')
    .requiredOption('--out <file>', 'where to write the PDF')
    .option('--as-of <seq>', 'speak of the ledger as it was when this entry was the newest', (text) => parseWhole('--as-of', text, 0))
    .option('--with-verifier', 'also write verify.html beside it: a page that checks the PDF without Countersign and without network')
    .action((version: string, options: { out: string; asOf?: number; withVerifier?: true }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const input = await toInput(reportsContract.exportDossier, { version, out: resolve(options.out), asOf: options.asOf })
        const report = await workspace.reports.exportDossier(actor(), input, work)
        const verifier = options.withVerifier ? (await import('../core/ledger-files.ts')).putVerifierBeside(options.out).path : null
        terminal.output.result(
          { ...(verifier === null ? {} : { verifier }), report: report.id, sha256: report.sha256, bytes: report.bytes, asOf: report.asOfSize - 1 },
          toFields([
            ['Dossier', `${report.id}  ${resolve(options.out)}`],
            ['SHA-256', report.sha256],
            ['As of', `entry ${report.asOfSize - 1}`],
            ...(verifier === null ? [] : [['Verifier', verifier] as const]),
          ]),
        )
      }),
    )
}
