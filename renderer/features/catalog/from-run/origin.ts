import type { VersionOrigin } from '../../../../shared/contract/run-versions.ts'

/** What the address names: a run, a logged model, or `name/version` of a registered one. */
export type OriginSearch = Readonly<Partial<Record<'run' | 'model' | 'registered', unknown>>>

const toText = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)

/** Null where the address names nothing of the kind. */
export function toOrigin(search: OriginSearch): VersionOrigin | null {
  const [run, loggedModel, registered] = [search.run, search.model, search.registered].map(toText)
  const [, model = '', version = ''] = /^(.+)\/(\d+)$/.exec(registered ?? '') ?? []
  const found: VersionOrigin = { ...(run !== undefined && { run }), ...(loggedModel !== undefined && { loggedModel }), ...(model !== '' && { registered: { model, version: Number(version) } }) }
  return Object.keys(found).length === 0 ? null : found
}
