import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { policiesContract, type Policy } from '../../shared/contract/policies.ts'
import { tier as tierNumber } from '../../shared/contract/tier.ts'
import { AppError } from '../../shared/errors.ts'
import { diffPolicies } from '../../shared/policy-diff.ts'
import { writeTextFile } from '../platform/output-file.ts'
import { parseWhole } from './arguments.ts'
import { toInput } from './input.ts'
import { toTable } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { toChangesText, toImpactText, toPolicyWords, toProposalText } from './policy-output.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

type Policies = Session['workspace']['policies']

const which = 'the one in force (current), one that was (two-person@1), a proposed one (P-12), one that comes with the product (tiered), or a file'

export function addPolicy(program: Command, terminal: Terminal): void {
  const group = program.command('policy').description('what versions of each tier need before they are approved')
  for (const add of [addShow, addList, addDiff, addExport, addPropose, addConfirm, addWithdraw]) add(group, terminal)
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows a policy: who signs, which evidence, for how long, within which limits.')
    .argument('[policy]', which, 'current')
    .option('--tier <n>', 'only what this tier asks for', (text) => parseWhole('--tier', text, 1))
    .action((name: string, options: { tier?: number }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies } }) => {
        const policy = await findPolicy(policies, name)
        const tier = options.tier === undefined ? null : tierNumber.safeParse(options.tier).data
        if (tier === undefined) throw new AppError('BAD_INPUT', `There are the tiers 1 to 4; ${options.tier} is none.`)
        terminal.output.result(tier === null ? policy : policy.tiers[tier - 1], toPolicyWords(policy, tier))
      }),
    )
}

function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists the policies that are or were in force, and what was proposed.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies } }) => {
        const adopted = policies.list().map(({ policy, proposal, ...rest }, at) => ({ policy: `${policy.id}@${policy.version}`, title: policy.title, state: at === 0 ? 'in force' : 'was in force', proposal, ...rest }))
        const proposals = policies.proposals().map(({ id, policy, state, reason, proposed, sha256 }) => ({ proposal: id, policy: `${policy.id}@${policy.version}`, title: policy.title, state, reason, sha256, ...proposed, note: undefined }))
        const rows = [
          ...proposals.filter(({ state }) => state !== 'confirmed').map((one) => [one.proposal, one.policy, one.state === 'open' ? 'waits for a second person' : one.state, one.at.slice(0, 10), one.by, one.reason]),
          ...adopted.map((one) => [one.proposal ?? '', one.policy, one.state, one.at.slice(0, 10), one.by, one.title]),
        ]
        terminal.output.result({ policies: adopted, proposals }, toTable(['proposal', 'policy', 'state', 'since', 'by', ''], rows))
      }),
    )
}

function addDiff(group: Command, terminal: Terminal): void {
  group
    .command('diff')
    .description('Says in words what changes from one policy to another, and what that would mean for the versions here.')
    .argument('<from>', which)
    .argument('<to>', 'the same')
    .action((from: string, to: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies } }) => {
        const [before, after] = [await findPolicy(policies, from), await findPolicy(policies, to)]
        const changes = diffPolicies(before, after)
        const { impact } = policies.preview(after)
        terminal.output.result({ changes, impact }, `${toChangesText(changes)}\n\n${toImpactText(impact)}`)
      }),
    )
}

function addExport(group: Command, terminal: Terminal): void {
  group
    .command('export')
    .description('Writes a policy as YAML: what policy propose takes again after it was edited.')
    .argument('[policy]', which, 'current')
    .option('--out <file>', 'the file (standard output)')
    .action((name: string, options: { out?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies } }) => {
        const policy = await findPolicy(policies, name)
        const { toPolicyText } = await import('../../shared/policy-yaml.ts')
        const text = toPolicyText(policy)
        if (options.out === undefined) return terminal.output.result(policy, text.trimEnd())
        const file = resolve(options.out)
        writeTextFile(file, text, (before) => before.includes('schema: countersign/policy/1'))
        terminal.output.result({ file, policy: `${policy.id}@${policy.version}` }, `${policy.id} ${policy.version} written to ${file}`)
      }),
    )
}

function addPropose(group: Command, terminal: Terminal): void {
  group
    .command('propose')
    .description('Prints what a policy would change and the exact statement, and signs it with the key of whoever acts (--as). It is in force once a second person confirmed it.')
    .argument('<file>', 'the policy as YAML or JSON, or the name of one that comes with the product')
    .requiredOption('--reason <text>', 'why; it becomes part of both statements')
    .action((name: string, options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies }, actor }) => {
        const who = actor()
        const policy = await findPolicy(policies, name)
        const statement = policies.proposeStatement(who, await toInput(policiesContract.proposeStatement, { policy, reason: options.reason }))
        terminal.output.say(`${toChangesText(diffPolicies(policies.current().policy, policy))}\n\n${toImpactText(policies.preview(policy).impact)}\n`)
        terminal.output.say(statement.text)
        const made = await policies.propose(who, { sha256: statement.sha256, passphrase: await readPassphrase(who) })
        terminal.output.result({ ...made, statement: statement.text }, toProposalText(made))
      }),
    )
}

function addConfirm(group: Command, terminal: Terminal): void {
  group
    .command('confirm')
    .description('Prints what the proposed policy changes and the exact statement, and signs it with the key of whoever acts (--as): the policy is in force from then on.')
    .argument('<proposal>', 'such as P-12')
    .action((typed: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies }, actor }) => {
        const who = actor()
        const { id } = await toInput(policiesContract.confirmStatement, { id: typed })
        const statement = policies.confirmStatement(who, { id })
        const { policy, replaces } = policies.proposal(id)
        terminal.output.say(`${toChangesText(diffPolicies(policies.get(replaces).policy, policy))}\n\n${toImpactText(policies.preview(policy).impact)}\n`)
        terminal.output.say(statement.text)
        const confirmed = await policies.confirm(who, { id, sha256: statement.sha256, passphrase: await readPassphrase(who) })
        terminal.output.result({ ...confirmed, statement: statement.text }, toProposalText(confirmed))
      }),
    )
}

function addWithdraw(group: Command, terminal: Terminal): void {
  group
    .command('withdraw')
    .description('Takes back a proposed policy: by its proposer, or by somebody who could confirm it and does not want it.')
    .argument('<proposal>', 'such as P-12')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { policies }, actor }) => {
        const withdrawn = policies.withdraw(actor(), await toInput(policiesContract.withdraw, { id, ...options }))
        terminal.output.result(withdrawn, toProposalText(withdrawn))
      }),
    )
}

/** NOT_FOUND and BAD_INPUT say what can be named instead, or what is wrong in the file. */
async function findPolicy(policies: Policies, name: string): Promise<Policy> {
  if (name === 'current') return policies.current().policy
  if (/^P-\d+$/.test(name)) return policies.proposal(name).policy
  const builtIn = policies.builtIn().find(({ id }) => id === name)
  if (builtIn) return builtIn
  const version = /^([A-Za-z0-9][A-Za-z0-9._-]*)@([1-9]\d*)$/.exec(name)
  if (version) return policies.get({ id: version[1]!, version: Number(version[2]) }).policy
  const file = resolve(name)
  if (!existsSync(file)) throw new AppError('NOT_FOUND', `There is no file ${file}, and no policy of that name: name ${which}.`)
  const { parsePolicyText } = await import('../../shared/policy-yaml.ts')
  const { policy, problems } = parsePolicyText(readFileSync(file, 'utf8'))
  if (policy) return policy
  throw new AppError('BAD_INPUT', `${file} is no policy: ${problems.join('; ')}. Nothing was written.`)
}
