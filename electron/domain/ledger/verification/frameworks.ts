import type * as z from 'zod'
import { confirmingRoles, frameworkEntries, nilRoles, notApplicableRoles } from '../../../../shared/contract/frameworks.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote, Expected } from './people.ts'

export interface FrameworkOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'CONTROL-RULE'>
}

type Body<K extends keyof typeof frameworkEntries> = z.output<(typeof frameworkEntries)[K]>

const ofVersion = ({ version, manifestHash, reason }: { version: string; manifestHash: string; reason: string }) => ({ Version: version, Manifest: `sha256:${manifestHash}`, Reason: reason })
const ofControl = (body: Body<'control.not-applicable/v1'>) => ({ Framework: `${body.framework} ${body.frameworkVersion} sha256:${body.frameworkSha256}`, Control: body.control, ...ofVersion(body) })

const toConfirmation = (body: Body<'control.confirmed/v1'>): Expected => ({
  format: 'control-confirmation',
  values: { ...ofControl(body), Evidence: `sha256:${body.evidenceHash} (${body.evidence})` },
})
const toNotApplicable = (body: Body<'control.not-applicable/v1'>): Expected => ({ format: 'control-not-applicable', values: ofControl(body) })
const toNil = (body: Body<'evidence.nil/v1'>): Expected => ({ format: 'evidence-nil', values: { 'Evidence-Kind': body.kind, 'From': body.from, 'Until': body.until, ...ofVersion(body) } })

const signed = {
  'control.confirmed/v1': { toExpected: toConfirmation, roles: confirmingRoles },
  'control.not-applicable/v1': { toExpected: toNotApplicable, roles: notApplicableRoles },
  'evidence.nil/v1': { toExpected: toNil, roles: nilRoles },
} as const

export const frameworkKinds: readonly string[] = Object.keys(signed)

/** Checks what people signed of controls and of evidence that there was none of: the note, that it says what the entry says, and the role. */
export function createFrameworkHandlers({ keys, checkNote, report }: FrameworkOptions): Record<string, (entry: Entry) => boolean> {
  const handle = (kind: keyof typeof signed) => (entry: Entry) => {
    const body = frameworkEntries[kind].safeParse(entry.body).data
    if (!body) return false
    const { toExpected, roles } = signed[kind]
    checkNote(entry, body.note, keys.of(entry.actor), toExpected(body as never))
    const held = keys.rolesOf(entry.actor)
    if (!roles.some((role) => held.includes(role))) report('CONTROL-RULE', entry.seq, `Entry ${entry.seq} (${entry.kind}) on ${body.version}: ${entry.actor} had no role for it.`)
    return true
  }
  return Object.fromEntries(Object.keys(signed).map((kind) => [kind, handle(kind as keyof typeof signed)]))
}
