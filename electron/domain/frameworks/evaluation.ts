import { type Control, type ControlResult, type ControlSet, type FrameworkControls, type FrameworkScope, type FrameworkStatus, type InventoryFrameworks, type JudgedClause, type VersionFrameworks } from '../../../shared/contract/frameworks.ts'
import { worstOf } from '../../../shared/control-words.ts'
import { loadControlSet } from '../../platform/control-sets.ts'
import { loadEvidenceKinds } from '../../platform/evidence-kinds.ts'
import type { EvidenceAbout } from '../evidence/service.ts'
import { stepsOf } from './next-steps.ts'
import { addCounts, controlsFor, countStatuses, createJudge, type Evaluated, evaluateControl, evidenceOf, type Ground, hashOfEvidence, type Signed } from './rules.ts'
import type { FrameworkSources } from './service.ts'
import { type ControlMark, readMarks } from './store.ts'

type Sources = FrameworkSources & { scope: () => FrameworkScope }

export interface Evaluation {
  status(version: string): VersionFrameworks
  controls(version: string, set: ControlSet): FrameworkControls
  inventory(): InventoryFrameworks
}

/** One version with all its evidence, ready to be held against any control. */
interface Subject {
  about: EvidenceAbout
  ground: Ground
  marks: readonly ControlMark[]
  evaluate(set: ControlSet, control: Control): Evaluated
}

export function createEvaluation(sources: Sources): Evaluation {
  const { scope, holdings } = sources
  const setsInScope = () => scope().frameworks.flatMap((id) => loadControlSet(id) ?? [])
  const statusesOf = (subject: Subject, { sets, roles } = { sets: setsInScope(), roles: scope().roles }) => sets.map((set) => toStatus(set, evaluateSet(subject, set, roles)))
  return {
    status(version) {
      const subject = toSubject(sources, holdings.about(version))
      const { ref, manifestHash, useCase } = subject.about.version
      return { version: ref, tier: useCase.tier, manifestHash, scope: scope(), frameworks: statusesOf(subject) }
    },
    controls(version, set) {
      const subject = toSubject(sources, holdings.about(version))
      const results = evaluateSet(subject, set, scope().roles).map(({ control, evaluated }) => toResult(sources, subject, { set, control, evaluated }))
      const counts = countStatuses(results.map(({ status }) => status))
      return { version: subject.about.version.ref, framework: { ...set, controls: set.controls.length }, counts, worst: worstOf(counts), controls: results }
    },
    inventory() {
      const asked = { sets: setsInScope(), roles: scope().roles }
      const versions = sources.catalog.models().flatMap(({ versions: [newest] }) => newest?.ref ?? [])
      const all = versions.map((ref) => {
        const subject = toSubject(sources, holdings.about(ref))
        return { version: ref, tier: subject.about.useCase.tier, statuses: statusesOf(subject, asked) }
      })
      const frameworks = asked.sets.map((set, at) => {
        const ofVersions = all.map(({ version, tier, statuses }) => ({ version, tier, counts: statuses[at]!.counts, worst: statuses[at]!.worst }))
        const counts = addCounts(ofVersions.map((one) => one.counts))
        return { ...toHead(set), counts, worst: worstOf(counts), versions: ofVersions }
      })
      return { scope: scope(), versions: versions.length, frameworks }
    },
  }
}

function toSubject({ index, holdings, waivers }: Sources, about: EvidenceAbout): Subject {
  const ground: Ground = { ...holdings.gather(about), waivers: waivers(about.version.ref) }
  const judge = createJudge(ground)
  // What was signed of other bytes under the same name does not count; neither does what an author signed.
  const marks = readMarks(index, about.version.ref).filter(({ manifestHash, by }) => manifestHash === about.version.manifestHash && !about.version.authors.includes(by))
  return { about, ground, marks, evaluate: (set, control) => evaluateControl(control, judge, ground, toSigned(marks, set.id, control.id)) }
}

function toSigned(marks: readonly ControlMark[], framework: string, control: string): Signed {
  const mine = marks.filter((mark) => mark.framework === framework && mark.control === control)
  return { confirmed: mine.flatMap(({ evidenceHash }) => evidenceHash ?? []), notApplicable: mine.some(({ act }) => act === 'not-applicable') }
}

const evaluateSet = (subject: Subject, set: ControlSet, roles: FrameworkScope['roles']) =>
  controlsFor(set, { tier: subject.about.useCase.tier, task: subject.about.model.task, roles }).map((control) => ({ control, evaluated: subject.evaluate(set, control) }))

const toHead = ({ id, title, draft, asOf, status }: ControlSet) => ({ id, title, draft, asOf, status })

function toStatus(set: ControlSet, evaluated: readonly { evaluated: Evaluated }[]): FrameworkStatus {
  const counts = countStatuses(evaluated.map((one) => one.evaluated.status))
  return { ...toHead(set), counts, worst: worstOf(counts) }
}

function toResult({ identity }: Sources, { about, ground, marks }: Subject, { set, control, evaluated }: { set: ControlSet; control: Control; evaluated: Evaluated }): ControlResult {
  const { id, ref, gist, mode, appliesFrom, legacy, note } = control
  const { status, when } = evaluated
  const evidence = evidenceOf(control, ground.records)
  const evidenceHash = hashOfEvidence(evidence)
  const mine = marks.filter((mark) => mark.framework === set.id && mark.control === id).toReversed()
  const toMark = (mark: ControlMark | undefined) => (mark ? { seq: mark.seq, at: mark.at, by: mark.by, name: identity.person(mark.by).name, reason: mark.reason } : null)
  const confirmed = mine.find((mark) => mark.evidenceHash === evidenceHash)
  const { kinds } = ground.context
  const refs = { workspace: 'workspace', use_case: about.useCase.id, model: about.model.name, version: about.version.ref, snapshot: about.version.manifest.data[0]?.snapshot ?? about.version.ref }
  return {
    id,
    ref,
    gist,
    mode,
    status,
    appliesFrom,
    legacy,
    note,
    when: control.when.map((clauses, at) => clauses.map((clause, position): JudgedClause => {
      const { kind, record, records, why, waivers, next, status: met } = when[at]![position]!
      const known = kinds.get(kind)
      return { kind, title: known?.title ?? kind, is: clause.is, status: met, record, records, why, waivers, next, madeAs: [...(known?.madeAs ?? [])], nilOk: known?.nilOk ?? false }
    })),
    evidenceHash,
    evidence: evidence.map((record) => ({ kind: record.kind, id: record.id, title: record.title })),
    confirmed: toMark(confirmed),
    void: confirmed ? null : toMark(mine.find(({ act }) => act === 'confirm')),
    notApplicable: toMark(mine.find(({ act }) => act === 'not-applicable')),
    next: stepsOf(control, evaluated, { version: about.version.ref, framework: set.id, kinds: loadEvidenceKinds(), refOf: (subject) => refs[subject] }),
  }
}
