import { stages, type Stage } from '../../domain/experiments/service.ts'
import { MlflowError } from './errors.ts'
import type { Params } from './request.ts'

/** Messages as MLflow's own server writes them: mlflow/utils/validation.py, 3.6. */
const bad = (message: string) => new MlflowError('INVALID_PARAMETER_VALUE', message)

export function readName(params: Params, field = 'name'): string {
  const name = params.required(field)
  if (/[/:]/.test(name) || name.length > 256) throw bad(`Invalid model name: '${name.slice(0, 300)}'. Names have up to 256 characters, none of them '/' or ':'.`)
  return name
}

export function readTag(params: Params): [string, string] {
  const key = params.required('key')
  const value = params.text('value') ?? ''
  if (key.length > 250) throw bad(`'key' exceeds the maximum length of 250 characters`)
  if (value.length > 100_000) throw bad(`'value' exceeds the maximum length of 100000 characters`)
  return [key, value]
}

export const readTags = (params: Params): Record<string, string> => Object.fromEntries(params.list('tags').map(readTag))

export function readAlias(params: Params): string {
  const alias = params.required('alias')
  if (!/^[\w-]{1,255}$/.test(alias)) throw bad(`Invalid alias name: '${alias.slice(0, 300)}'. Alias names may contain alphanumerics, underscores (_) and dashes (-), 255 of them at most.`)
  if (alias.toLowerCase() === 'latest') throw bad(`'latest' alias name (case insensitive) is reserved.`)
  if (/^v\d+$/i.test(alias)) throw bad(`Version alias name '${alias}' is reserved.`)
  return alias
}

export function readVersion(params: Params): number {
  const version = params.raw('version')
  return toVersionNumber(typeof version === 'number' ? String(version) : params.required('version'))
}

export function toVersionNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw bad(`Parameter 'version' must be an integer, got '${text.slice(0, 40)}'.`)
  return Number(text)
}

export function toStage(text: string): Stage {
  const found = stages.find((stage) => stage.toLowerCase() === text.toLowerCase())
  if (found) return found
  throw bad(`Invalid Model Version stage: ${text.slice(0, 40)}. Value must be one of ${stages.join(', ')}.`)
}
