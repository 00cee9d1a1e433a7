import type { Command } from 'commander'
import { inventoryContract, type Attestation, type InventoryChange } from '../../shared/contract/inventory.ts'
import { plural } from '../../shared/counts.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addAttesting(group: Command, terminal: Terminal): void {
  group
    .command('attest')
    .description('Prints the exact statement over the inventory as it is, and signs it with the key of whoever acts (--as): a compliance reviewer for all models, a model owner for their own.')
    .requiredOption('--from <day>', 'first day of the period, such as 2026-07-01')
    .requiredOption('--to <day>', 'its last day')
    .action((period: { from: string; to: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { inventory }, actor }) => {
        const who = actor()
        const statement = inventory.attestStatement(who, await toInput(inventoryContract.attestStatement, { period }))
        terminal.output.say(statement.text)
        const made = await inventory.attest(who, { sha256: statement.sha256, passphrase: await readPassphrase(who) })
        const changes = made.previous === null ? null : inventory.changes({ from: made.previous, to: made.id })
        terminal.output.result({ ...made, statement: statement.text, changes }, [toAttestationText(made), ...(changes === null ? [] : ['', `Since ${made.previous}:`, toChangesText(changes)])].join('\n'))
      }),
    )
  group
    .command('attestations')
    .description('Lists what was attested to, for which period and by whom.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { inventory } }) => {
        const all = inventory.attestations()
        const rows = all.map((one) => [one.id, `${one.period.from} to ${one.period.to}`, scopeWords[one.scope], String(one.models), one.at.slice(0, 10), one.by, one.previous ?? 'none'])
        terminal.output.result(all, all.length === 0 ? 'Nobody attested to the inventory yet.' : toTable(['attestation', 'period', 'scope', 'models', 'signed', 'by', 'previous'], rows))
      }),
    )
  group
    .command('changes')
    .description('What an attestation says otherwise than an earlier one, model by model.')
    .argument('<from>', 'the earlier one, such as A-12')
    .argument('<to>', 'the later one')
    .action((from: string, to: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { inventory } }) => {
        const changes = inventory.changes(await toInput(inventoryContract.changes, { from, to }))
        terminal.output.result(changes, toChangesText(changes))
      }),
    )
}

const scopeWords = { own: 'own models', all: 'all models' } as const

const toAttestationText = ({ id, period, scope, models, by, snapshot }: Attestation): string =>
  toFields([
    ['Attestation', id],
    ['Period', `${period.from} to ${period.to}`],
    ['Scope', `${scopeWords[scope]}, ${models}`],
    ['By', by],
    ['Inventory', `sha256:${snapshot.sha256}`],
  ])

function toChangesText(changes: readonly InventoryChange[]): string {
  if (changes.length === 0) return 'Both say the same of every model.'
  const rows = changes.flatMap(({ model, what, changes: parts }) => (what === 'changed' ? parts.map(({ title, before, after }) => [model, title, before, after]) : [[model, what, '', '']]))
  return `${toTable(['model', 'what', 'before', 'after'], rows)}\n\n${plural(changes.length, 'model')} differ${changes.length === 1 ? 's' : ''}.`
}
