import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { InventoryRow } from '../../shared/contract/inventory.ts'
import { AppError } from '../../shared/errors.ts'
import { groupInventory, inventoryGroupings, notRecorded, toApprovalWords, type InventoryGrouping } from '../../shared/inventory-words.ts'
import { reviewStates } from '../../shared/states.ts'
import { addAttesting } from './inventory-attest.ts'
import { parseTier } from './arguments.ts'
import { toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface InventoryFlags {
  csv?: string
  tier?: InventoryRow['tier']
  group?: InventoryGrouping
}

export function addInventory(program: Command, terminal: Terminal): void {
  const group = program
    .command('inventory')
    .description('Every model with its tier, owner, version in production, approval, open reviews, late checks and missing evidence.')
    .option('--csv <file>', 'also write all of it as a table for a spreadsheet, with the fields of OSFI E-23, Appendix 1')
    .option('--tier <n>', 'only models of this tier', parseTier)
    .option('--group <by>', `count by ${inventoryGroupings.join(', ')} instead`, parseGrouping)
    .action((options: InventoryFlags, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { inventory } }) => {
        const rows = inventory.list().filter(({ tier }) => options.tier === undefined || tier === options.tier)
        const saved = options.csv === undefined ? null : inventory.saveCsv(resolve(options.csv), rows)
        const groups = options.group === undefined ? null : groupInventory(rows, options.group)
        const text = groups === null ? toRowsText(rows) : toTable([options.group!, 'models', 'approved', 'under review', 'late', 'evidence missing'], groups.map((one) => [one.name, ...[one.models, one.approved, one.open, one.late, one.incomplete].map(String)]))
        terminal.output.result(groups ?? rows, saved === null ? text : `${text}\n\nWritten to ${saved.path}`)
      }),
    )
  addAttesting(group, terminal)
}

function parseGrouping(text: string): InventoryGrouping {
  const found = inventoryGroupings.find((one) => one === text)
  if (found === undefined) throw new AppError('BAD_INPUT', `--group is one of ${inventoryGroupings.join(', ')}; "${text}" is none of these.`)
  return found
}

function toRowsText(rows: readonly InventoryRow[]): string {
  if (rows.length === 0) return 'No model is registered that this would list.'
  const header = ['model', 'tier', 'use case', 'owner', 'deputies', 'in production', 'approval', 'open review', 'late', 'triggers', 'missing']
  return toTable(header, rows.map((row) => [
    row.model,
    String(row.tier),
    row.useCaseName,
    row.owner,
    row.deputies?.names ?? notRecorded,
    row.inService?.version ?? notRecorded,
    toApprovalWords(row),
    row.open === null ? 'none' : `${row.open.review} ${reviewStates[row.open.state].word}`,
    String(row.overdue),
    String(row.triggers.length),
    row.gaps === null ? 'no version' : String(row.gaps.length),
  ]))
}
