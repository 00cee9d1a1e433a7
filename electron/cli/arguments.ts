import type * as z from 'zod'
import { task, taskTitles } from '../../shared/contract/catalog.ts'
import { role, type Role } from '../../shared/contract/identity.ts'
import { AppError } from '../../shared/errors.ts'

/** How people write the roles when they type; the screens offer the same roles by title. */
const roleAliases: Record<string, Role> = {
  author: 'data_scientist',
  engineer: 'software_engineer',
  expert: 'subject_matter_expert',
  risk: 'risk_sme',
  reviewer: 'compliance_reviewer',
  approver: 'final_approver',
  legal: 'legal_counsel',
  owner: 'model_owner',
}

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)

/** `Name <email>` as in a mail header; the contract checks both parts. */
export function parsePerson(text: string): { name: string; email: string } {
  const parts = /^\s*(.+?)\s*<([^<>]+)>\s*$/.exec(text)
  if (!parts?.[1] || !parts[2]) throw bad(`"${text}" does not name a person: write "Name <email>", for example "Ana Silva <ana@example.org>".`)
  return { name: parts[1], email: parts[2] }
}

export function parseRoles(text: string): Role[] {
  const roles = parseList(text).map((word) => {
    const id = word.toLowerCase().replaceAll('-', '_')
    const found = role.safeParse(roleAliases[id] ?? id)
    if (!found.success) throw bad(`There is no role "${word}". The roles are: ${describeRoles()}.`)
    return found.data
  })
  return [...new Set(roles)]
}

function describeRoles(): string {
  const short = Object.fromEntries(Object.entries(roleAliases).map(([alias, id]) => [id, alias]))
  return role.options.map((id) => (short[id] ? `${id} (${short[id]})` : id)).join(', ')
}

export function parseTask(text: string): z.output<typeof task> {
  const id = text.toLowerCase().replaceAll(/[-\s]/g, '_')
  const found = task.safeParse(id === 'prediction' ? 'regression' : id)
  if (!found.success) throw bad(`There is no task kind "${text}". The kinds are: ${Object.keys(taskTitles).join(', ')}.`)
  return found.data
}

/** Comma-separated words; a comma inside a name is written `\,`. */
export function parseList(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((word) => word.replaceAll('\\,', ',').trim())
    .filter((word) => word !== '')
}

/** `K=V`, one of several; the value may be empty and may hold further equals signs. */
export const parseParameter = (text: string, before: Record<string, string> = {}): Record<string, string> =>
  addPair(text, before, { none: `"${text}" is not a parameter: write NAME=VALUE, for example --param C=1.0.`, twice: (name) => `The parameter "${name}" is given twice; leave one of them out.` })

/** `COLUMN=VALUE`, one of several. */
export const parseGroup = (text: string, before: Record<string, string> = {}): Record<string, string> =>
  addPair(text, before, { none: `--reference takes a group column and its value, as in --reference sex=male; "${text}" is none.`, twice: (column) => `--reference names "${column}" twice; leave one of them out.` })

function addPair(text: string, before: Record<string, string>, { none, twice }: { none: string; twice: (name: string) => string }): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw bad(none)
  const name = text.slice(0, at).trim()
  if (name in before) throw bad(twice(name))
  return { ...before, [name]: text.slice(at + 1) }
}

export function parseNumber(option: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw bad(`${option} takes a number; "${text}" is none.`)
  return value
}

export function parseWhole(option: string, text: string, least: number): number {
  const value = parseNumber(option, text)
  if (!Number.isInteger(value) || value < least) throw bad(`${option} takes a whole number from ${least} on; "${text}" is none.`)
  return value
}

export function parseTier(text: string): 1 | 2 | 3 | 4 {
  const tier = ([1, 2, 3, 4] as const).find((value) => String(value) === text.trim())
  if (tier === undefined) throw bad(`--tier is 1 (high), 2 (elevated), 3 (moderate) or 4 (minimal); "${text}" is none of these.`)
  return tier
}
