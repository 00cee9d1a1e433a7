import { Command, CommanderError } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { createLog } from '../platform/log.ts'
import { findStateDir } from '../platform/state-dir.ts'
import { readVersion } from '../platform/version.ts'
import { addAgenda } from './agenda.ts'
import { addBundle } from './bundle.ts'
import { addBackup } from './backup.ts'
import { addCheck } from './check/index.ts'
import { addDataset } from './dataset.ts'
import { addDocument } from './document.ts'
import { addFramework } from './framework.ts'
import { addGate } from './gate.ts'
import { addImport } from './import.ts'
import { addInit } from './init.ts'
import { addInventory } from './inventory.ts'
import { addKey } from './key.ts'
import { addLedger } from './ledger.ts'
import { addLineage } from './lineage.ts'
import { addMlflow } from './mlflow.ts'
import { addModel } from './model.ts'
import { addNote } from './note.ts'
import { addNotices } from './notices.ts'
import { createOutput, type Output } from './output.ts'
import { addPerson } from './person.ts'
import { addPolicy } from './policy.ts'
import { addRedact } from './redact.ts'
import { addReport } from './report.ts'
import { addChallenge } from './items/challenge.ts'
import { addComment } from './items/comment.ts'
import { addCondition } from './items/condition.ts'
import { addDelegation } from './items/delegation.ts'
import { addFinding } from './items/finding.ts'
import { addWaiver } from './items/waiver.ts'
import { addReview } from './review/index.ts'
import { addExperiment } from './runs/experiment.ts'
import { addRun } from './runs/run.ts'
import { addRuns } from './runs/search.ts'
import { addServe } from './serve.ts'
import type { ExitCode, Terminal } from './session.ts'
import { addSuccessor } from './successor.ts'
import { addUseCase } from './use-case.ts'
import { addVerifySignoffs } from './verify-signoffs.ts'
import { addVersion } from './version.ts'

/** Runs one command to its end and says how it ended. Never throws. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const output = createOutput(args.includes('--json'), { out: process.stdout, err: process.stderr })
  let code: ExitCode = 0
  const program = createProgram({ output, exit: (ended) => (code = ended) })
  try {
    // `--version` is free for the commands, where it names a model's version.
    await program.parseAsync(args.join() === '--version' ? ['-V'] : [...args], { from: 'user' })
    return code
  } catch (error) {
    return report(error, output)
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('countersign')
    .description('Document models, sign them off, and prove afterwards that nothing was rewritten.')
    .version(readVersion(), '-V', 'print the version of Countersign')
    .option('--workspace <dir>', 'the workspace (the nearest folder above that is one)')
    .option('--as <email>', 'who acts (the only person whose key is on this computer)')
    .option('--date-is-right', 'confirms the date of this computer, where the ledger was not seen for long')
    .option('--yes', 'uses a sealed test set without asking')
    .option('--json', 'the result as JSON on standard output, everything else on standard error')
    .addHelpText('after', help)
    // Errors are reported by `run`; what is left on this channel is the help for a group without a command.
    .configureOutput({ writeErr: (text) => void (text.startsWith('error:') || process.stderr.write(`${text}\n`)), writeOut: (text) => terminal.output.say(text.trimEnd()) })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  for (const add of [addInit, addPerson, addUseCase, addDataset, addModel, addVersion, addDocument, addExperiment, addRun, addRuns, addNote, addMlflow, addImport, addCheck, addPolicy, addReview, addFinding, addCondition, addWaiver, addChallenge, addComment, addDelegation, addGate, addVerifySignoffs, addInventory, addAgenda, addNotices, addFramework, addLineage, addReport, addBundle, addLedger, addBackup, addKey, addRedact, addSuccessor, addServe]) add(program, terminal)
  return program
}

const help = `
The passphrase comes from COUNTERSIGN_PASSPHRASE, a new person's from COUNTERSIGN_NEW_PASSPHRASE, or is asked for; it is never an argument.
COUNTERSIGN_HOME moves the folder of keys and high-water marks. Exit codes: 0 done, 1 findings or a failed check, 2 bad usage or input.`

function report(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError) return reportUsage(error, output)
  if (error instanceof AppError) {
    output.error(error.code, error.message)
    return 2
  }
  const log = createLog(findStateDir())
  log.report(error)
  output.error('INTERNAL', `Something went wrong inside Countersign that is not your doing. What was in the ledger before is kept; the details are in ${log.path}.`)
  return 2
}

function reportUsage(error: CommanderError, output: Output): ExitCode {
  if (error.exitCode === 0) return 0
  const sentence = error.code === 'commander.help' ? 'say which command' : error.message.replace(/^error: /, '').replaceAll('\n', ' ')
  output.error('BAD_INPUT', `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.)?]$/.test(sentence) ? '' : '.'} Add --help to see what a command takes.`)
  return 2
}
