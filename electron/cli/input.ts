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
  const sentences = checked.issues.map(({ message, path }) => `${toLabel(path)}: ${message}`)
  throw new AppError('BAD_INPUT', `${sentences.join('; ')}. Nothing was written.`)
}

function toLabel(path: readonly unknown[] = []): string {
  const words = path.map((step) => String(typeof step === 'object' && step !== null && 'key' in step ? step.key : step))
  return words.join(' ').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) || 'input'
}
