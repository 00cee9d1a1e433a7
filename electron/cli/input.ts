import { AppError } from '../../shared/errors.ts'

/** The part of a contract's procedure that says what may come in (Standard Schema). */
interface Accepts<Out> {
  '~orpc': { inputSchema?: { '~standard': { validate(value: unknown): Checked<Out> | Promise<Checked<Out>> } } | undefined }
}
type Checked<Out> = { value: Out; issues?: undefined } | { issues: readonly { message: string; path?: readonly unknown[] | undefined }[] }

/** Runs what was typed through the schema that also guards the screens. BAD_INPUT names the option and what it should be. */
export async function toInput<Out>(procedure: Accepts<Out>, typed: Record<string, unknown>): Promise<Out> {
  const schema = procedure['~orpc'].inputSchema
  if (!schema) throw new Error('this procedure takes no input')
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined))
  const checked = await schema['~standard'].validate(given)
  if (checked.issues === undefined) return checked.value
  const sentences = checked.issues.map(({ message, path }) => `${toLabel(path)}: ${toPlain(message)}`)
  throw new AppError('BAD_INPUT', `${sentences.join('; ')}. Nothing was written.`)
}

/** What the schema says by itself, in the words of a person; what a contract says in its own words stays. */
function toPlain(message: string): string {
  const bound = /^Too (big|small): expected \w+ to be ([<>]=?)(\S+)$/.exec(message)
  if (bound) return `must be ${{ '<=': `${bound[3]} or less`, '<': `less than ${bound[3]}`, '>=': `${bound[3]} or more`, '>': `more than ${bound[3]}` }[bound[2] as '<' | '<=' | '>' | '>=']}`
  const kind = /^Invalid input: expected (\w+), received (\w+)$/.exec(message)
  if (kind) return kind[2] === 'undefined' ? `is missing (${kinds[kind[1]!] ?? kind[1]})` : `must be ${kinds[kind[1]!] ?? kind[1]}`
  return message
}

const kinds: Record<string, string> = { string: 'a text', number: 'a number', boolean: 'true or false', object: 'names with values', record: 'names with values', array: 'a list' }

function toLabel(path: readonly unknown[] = []): string {
  const words = path.map((step) => String(typeof step === 'object' && step !== null && 'key' in step ? step.key : step))
  return words.join(' ').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) || 'input'
}
