import type { Command } from 'commander'
import { catalogContract } from '../../shared/contract/catalog.ts'
import type { Tier } from '../../shared/contract/tier.ts'
import { AppError } from '../../shared/errors.ts'
import { toAssessmentText, toPreviewText, toTierLine } from './assessment-output.ts'
import { readAnswers, toQuestionsFile, type AnswerOptions } from './answers.ts'
import { parseTier } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

interface Options extends AnswerOptions {
  again?: boolean
  preview?: boolean
  override?: Tier
  reason?: string
}

const more = (value: string, before: string[] = []) => [...before, value]

export function addAssess(group: Command, terminal: Terminal): void {
  group
    .command('assess')
    .description('Gives a use case its tier by the questions of the policy in force. The answers stand in the ledger with their reasons.')
    .argument('<use-case>', 'its name, or U-3')
    .option('--answers <file>', 'YAML or JSON; "use-case questions" prints one to fill in')
    .option('--answer <dimension=level:reason>', 'one answer, such as "exposure=2:many customers"; may be repeated', more)
    .option('--fact <id>', 'a fact of the policy that holds; may be repeated', more)
    .option('--eu <point>', 'a point of the EU AI Act, such as "III.5(b)"; may be repeated', more)
    .option('--eu-scope <scope>', 'inside or outside the EU AI Act')
    .option('--eu-role <role>', 'provider or deployer; may be repeated', more)
    .option('--eu-profiling', 'it profiles natural persons')
    .option('--eu-exemption <condition:reason>', 'the condition of Art. 6(3) that is relied on, and why')
    .option('--eu-reason <text>', 'the reason for the answers about the EU AI Act')
    .option('--again', 'begin with the answers of the newest assessment')
    .option('--preview', 'print what the answers would come to, and write nothing')
    .option('--override <tier>', 'another tier than the computed one: the statement is printed and signed', parseTier)
    .option('--reason <text>', 'with --override: why; it becomes part of the statement')
    .action((name: string, options: Options, command: Command) => inWorkspace(terminal, command, (session) => assess(terminal, session, name, options)))
}

async function assess(terminal: Terminal, { workspace: { catalog }, actor }: Session, name: string, options: Options): Promise<void> {
  const { id } = catalog.useCase(name)
  const { start, tiering } = catalog.questionnaire(id)
  const empty = { ...start, answers: {}, facts: [], eu: { ...start.eu, scope: null, roles: [], prohibited: [], annexI: [], annexIII: [], profiling: false, exemption: null, transparency: [], reason: '' } }
  const input = await readAnswers(options, { tiering, start: options.again ? start : empty })
  if (options.preview) {
    const preview = catalog.assess(input)
    return terminal.output.result(preview, toPreviewText(preview))
  }
  if ((options.override === undefined) !== (options.reason === undefined)) throw new AppError('BAD_INPUT', '--override and --reason go together: another tier needs a reason, and a reason belongs to another tier. Nothing was written.')
  const who = actor()
  if (options.override === undefined) catalog.recordAssessment(who, input)
  else {
    const shown = catalog.overrideStatement(who, await toInput(catalogContract.overrideStatement, { ...input, override: { tier: options.override, reason: options.reason } }))
    terminal.output.say(shown.text)
    await catalog.signOverride(who, { useCase: id, sha256: shown.sha256, passphrase: await readPassphrase(who) })
  }
  const recorded = catalog.assessments(id)[0]!
  const useCase = catalog.useCase(id)
  terminal.output.result({ useCase: id, tier: useCase.tier, ...useCase.assessed, assessment: recorded }, `${toFields([['Use case', `${id}  ${useCase.name}`], ['Tier', toTierLine(useCase)]])}\n${toAssessmentText(recorded)}`)
}

export function addQuestions(group: Command, terminal: Terminal): void {
  group
    .command('questions')
    .description('Prints the questions of the policy in force as a file to fill in for "use-case assess --answers".')
    .argument('<use-case>', 'its name, or U-3')
    .action((name: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const questions = workspace.catalog.questionnaire(name)
        const { policy, tiering, eu, start } = questions
        terminal.output.result(questions, toQuestionsFile(start.useCase, `${policy.title} (${policy.id} ${policy.version})`, tiering, eu))
      }),
    )
}
