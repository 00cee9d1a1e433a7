import { confirmingRoles, type ControlSet, type FrameworkAct, type FrameworkControls, nilRoles, notApplicableRoles } from '../../../shared/contract/frameworks.ts'
import type { Person, Role } from '../../../shared/contract/identity.ts'
import { roleTitles } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import { toWords } from '../../../shared/id-words.ts'
import { createShownTexts } from '../identity/service.ts'
import type { EntryDraft } from '../ledger/service.ts'
import type { FrameworkOptions, Frameworks } from './service.ts'
import { type ControlStatement, toConfirmationText, toNilText, toNotApplicableText } from './statement.ts'
import { loadEvidenceKinds } from '../../platform/evidence-kinds.ts'

interface Deps extends FrameworkOptions {
  controls: (version: string, framework: string) => FrameworkControls
  findSet: (id: string) => ControlSet
}

interface Prepared {
  text: string
  /** The entry without its note; made again when it is signed, so that nothing changed unseen in between. */
  toDraft: (note: string) => EntryDraft
  /** What must be as it was shown. */
  evidenceHash: string | null
  act: FrameworkAct
}

/** Confirmations, statements that a control does not apply, and statements of “none”: shown first, then signed word for word. */
export function createSigning(deps: Deps): Pick<Frameworks, 'statement' | 'sign'> {
  const { clock, identity, ledger } = deps
  const shown = createShownTexts<Prepared>(clock)
  return {
    statement(actor, act) {
      const prepared = prepare(deps, actor, act)
      return shown.handOut(actor, act.version, prepared.text, prepared)
    },
    async sign(actor, { version, sha256, passphrase }) {
      const { text, input } = shown.find(actor, { id: version, sha256 })
      const signer = await identity.unlock(actor, passphrase)
      const note = signer.signNote(text)
      const [entry] = ledger.append(actor, () => {
        refuseChanged(deps, input)
        return input.toDraft(note)
      })
      shown.signed(sha256)
      return { seq: entry!.seq }
    },
  }
}

function prepare(deps: Deps, actor: string, act: FrameworkAct): Prepared {
  const { version } = deps.holdings.about(act.version)
  const person = deps.identity.person(actor)
  const ofVersion = { version: version.ref, manifestHash: version.manifestHash }
  const signing = (roles: readonly Role[], what: string) => ({
    signer: { ...person, role: roleFor(person, roles, what) },
    signedAt: deps.clock.now().toISOString(),
    ledger: { origin: deps.ledger.origin, ...deps.ledger.tip() },
    version,
    reason: act.reason,
  })
  if (act.act === 'nil') {
    const kind = refuseNil(act, deps.clock.now())
    const text = toNilText({ ...signing(nilRoles, 'says that there was none'), kind, from: act.from, until: act.until })
    return { text, act, evidenceHash: null, toDraft: (note) => ({ kind: 'evidence.nil/v1', body: { kind: act.kind, ...ofVersion, from: act.from, until: act.until, reason: act.reason, note } }) }
  }
  refuseAuthor(version.authors, person)
  const set = deps.findSet(act.framework)
  const found = findControl(deps, act)
  const about = { framework: set.id, frameworkVersion: set.version, frameworkSha256: set.sha256, control: found.id, ...ofVersion, reason: act.reason }
  if (act.act === 'not-applicable') {
    const statement: ControlStatement = { ...signing(notApplicableRoles, 'says that a control does not apply'), set, control: found }
    return { text: toNotApplicableText(statement), act, evidenceHash: null, toDraft: (note) => ({ kind: 'control.not-applicable/v1', body: { ...about, note } }) }
  }
  if (found.status !== 'ready_for_review') throw new AppError('CONFLICT', `${found.id} is ${toWords(found.status)}, so there is nothing to confirm. ${found.next[0]?.sentence ?? ''}`.trim())
  const { evidenceHash } = found
  const evidence = found.evidence.length
  const text = toConfirmationText({ ...signing(confirmingRoles, 'confirms a control'), set, control: found, evidenceHash, evidence })
  return { text, act, evidenceHash, toDraft: (note) => ({ kind: 'control.confirmed/v1', body: { ...about, evidenceHash, evidence, note } }) }
}

function findControl({ controls }: Deps, { version, framework, control }: Extract<FrameworkAct, { control: string }>) {
  const { controls: all } = controls(version, framework)
  const found = all.find(({ id }) => id === control)
  if (found) return found
  throw new AppError('NOT_FOUND', `The control ${control} is not asked of ${version} in ${framework}: it does not exist there, or not for its tier and for the roles of the organisation. “countersign framework show ${framework}” lists the controls.`)
}

function refuseAuthor(authors: readonly string[], { email, name }: Person): void {
  if (authors.includes(email)) throw new AppError('FORBIDDEN', `${name} worked on this version, and nobody confirms their own work. Ask somebody who did not.`)
}

function roleFor({ roles, name }: Person, allowed: readonly Role[], what: string): Role {
  const role = allowed.find((one) => roles.includes(one))
  if (role) return role
  throw new AppError('FORBIDDEN', `Whoever ${what} has one of the roles ${allowed.map((one) => roleTitles[one].toLowerCase()).join(', ')}; ${name} has none of them.`)
}

function refuseNil({ kind, from, until }: Extract<FrameworkAct, { act: 'nil' }>, now: Date) {
  const known = loadEvidenceKinds().get(kind)
  if (!known?.nilOk) throw new AppError('BAD_INPUT', `“${known?.title ?? kind}” is no kind of which there can be none. Kinds of which there can: ${[...loadEvidenceKinds().values()].filter(({ nilOk }) => nilOk).map(({ id }) => id).join(', ')}.`)
  if (from > until) throw new AppError('BAD_INPUT', `The period begins on ${from}, after it ends on ${until}.`)
  if (until > now.toISOString().slice(0, 10)) throw new AppError('BAD_INPUT', `Nobody can know yet that there was none until ${until}. Name a period that is over.`)
  return { id: known.id, title: known.title }
}

function refuseChanged(deps: Deps, { act, evidenceHash }: Prepared): void {
  if (act.act === 'nil' || evidenceHash === null) return
  if (findControl(deps, act).evidenceHash === evidenceHash) return
  throw new AppError('CONFLICT', 'The evidence for this control changed since the statement was shown. Look at it again and sign a new one. Nothing was signed.')
}
