import type { Command } from 'commander'
import { findingsContract, manifestPart, type Finding } from '../../../shared/contract/findings.ts'
import { AppError } from '../../../shared/errors.ts'
import { toInput } from '../input.ts'
import { toFields, toTable } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct, toActRows, toPermissionRows, type Act } from './acts.ts'

const one = ['<id>', 'the finding, such as X-31'] as const
const shown = { json: (made: Finding) => made, text: (made: Finding) => toText(made) }

/** What a command that acts on one finding asks for, beside its name. */
const acts: Readonly<Record<string, Pick<Act<Finding>, 'about' | 'options' | 'run'>>> = {
  remediate: {
    about: 'Records what was done about it, with the evidence that shows it; then it waits for its re-test.',
    options: { '*--evidence <id>': 'a check, document or other evidence, such as C-41', '--version <model@n>': 'the later version that has it', '*--note <text>': 'what was done' },
    run: async ({ workspace, actor }, { id, evidence, version, note }) => workspace.findings.remediate(actor(), await toInput(findingsContract.remediate, { id, evidence: { id: evidence, ...(version !== undefined && { version }) }, note })),
  },
  return: { about: 'Says that the re-test did not hold; it is open again.', options: { '*--note <text>': 'what is still wrong' }, run: async ({ workspace, actor }, typed) => workspace.findings.return(actor(), await toInput(findingsContract.return, typed)) },
  close: {
    about: 'Closes it after a re-test, by whoever opened it or has their role.',
    options: { '*--route <route>': 'changed, mitigated, accepted, explained or duplicate', '*--note <text>': 'what the re-test showed', '--duplicate-of <id>': 'with duplicate: of which finding' },
    run: async ({ workspace, actor }, typed) => workspace.findings.close(actor(), await toInput(findingsContract.close, typed)),
  },
  severity: {
    about: 'Raises its severity, or proposes a lower one, to which a second person has to agree.',
    options: { '*--to <severity>': 'critical, high, medium, low or observation', '*--reason <text>': 'why' },
    run: async ({ workspace, actor }, typed) => workspace.findings.rate(actor(), await toInput(findingsContract.rate, typed)),
  },
  agree: {
    about: 'Agrees to the lower severity that somebody else proposed, or declines it.',
    options: { '--decline': 'the severity stays', '*--reason <text>': 'why' },
    run: async ({ workspace, actor }, { id, decline, reason }) => workspace.findings.confirmRating(actor(), await toInput(findingsContract.confirmRating, { id, agree: decline !== true, reason })),
  },
  extend: {
    about: 'Moves its due date, as far and as often as the policy says.',
    options: { '*--due <day>': 'such as 2027-03-01', '*--reason <text>': 'why' },
    run: async ({ workspace, actor }, typed) => workspace.findings.extend(actor(), await toInput(findingsContract.extend, typed)),
  },
}

export function addFinding(program: Command, terminal: Terminal): void {
  const group = program.command('finding').description('weaknesses that validators, reviewers and auditors find, until they are closed on evidence')
  addAct(group, terminal, 'open', {
    about: 'Opens a finding on a version. The policy gives its due date; the owner of the model answers for it unless another person is named.',
    argument: ['<model@n>', 'the version'],
    options: {
      '*--severity <severity>': 'critical, high, medium, low or observation',
      '*--title <text>': 'in a few words',
      '*--text <text>': 'what is wrong, and how it shows',
      '--part <part>': `about one part of the manifest: ${manifestPart.options.join(', ')}`,
      '--evidence <id>': 'about one piece of evidence, such as C-41',
      '--owner <email>': 'who answers for it',
      '--due <day>': 'earlier than the policy says',
      '--review <id>': 'the request that it came up in',
      '--repeats <id>': 'the finding on an earlier version that came back: one level graver',
    },
    run: async ({ workspace, actor }, { id: version, part, evidence, ...typed }) => workspace.findings.open(actor(), await toInput(findingsContract.open, { ...typed, version, about: toAbout(part, evidence) })),
    ...shown,
  })
  addAct(group, terminal, 'list', {
    about: 'Lists findings, what needs attention first on top.',
    options: { '--version <model@n>': 'on one version', '--model <name>': 'on one model', '--review <id>': 'of one request', '--state <state>': 'open, remediated or closed', '--severity <severity>': 'of one severity', '--owner <email>': 'of one person' },
    run: async ({ workspace }, typed) => workspace.findings.list(await toInput(findingsContract.list, typed)),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no such finding.' : toTable(['finding', 'severity', 'state', 'on', 'due', 'owner', 'title'], made.map((finding) => [finding.id, finding.severity, finding.state, finding.version, `${finding.due ?? ''}${finding.overdue ? ' overdue' : ''}`, finding.owner, finding.title]))),
  })
  addAct(group, terminal, 'show', {
    about: 'Shows a finding with everything that happened to it, and what whoever acts (--as) may do.',
    argument: one,
    run: async ({ workspace, reader }, typed) => {
      const { id } = await toInput(findingsContract.get, typed)
      const who = reader()
      return { ...workspace.findings.get(id), permissions: who === null ? [] : workspace.findings.permissions(id, who) }
    },
    json: (made) => made,
    text: (made) => [toText(made), toFields(toPermissionRows(made.permissions))].filter(Boolean).join('\n\n'),
  })
  for (const [name, act] of Object.entries(acts)) addAct(group, terminal, name, { ...act, argument: one, ...shown })
}

function toAbout(part: unknown, evidence: unknown) {
  if (part !== undefined && evidence !== undefined) throw new AppError('BAD_INPUT', 'A finding is about a part of the manifest or about evidence: give --part or --evidence, not both.')
  if (evidence !== undefined) return { type: 'evidence', evidence }
  return part === undefined ? { type: 'version' } : { type: 'manifest', part }
}

function toText({ id, severity, state, title, text, version, about, owner, due, overdue, repeats, ratings, proposed, acts: done }: Finding): string {
  const what = about.type === 'evidence' ? `${version}, ${about.evidence.id} (${about.evidence.sha256})` : about.type === 'manifest' ? `${version}, its ${about.part}` : version
  return toFields([
    ['Finding', `${id}  ${severity}, ${state}`],
    ['', title],
    ['', text],
    ['About', what],
    ['Owner', owner],
    ['Due', due === null ? 'no date' : `${due}${overdue ? ', overdue' : ''}`],
    ...(repeats === null ? [] : [['Repeats', repeats] as const]),
    ...ratings.map(({ from, to, by, proposedBy, reason }) => ['Severity', `${from} before, ${to} by ${proposedBy === null ? by : `${proposedBy} and ${by}`}: ${reason}`] as const),
    ...(proposed === null ? [] : [['Proposed', `${proposed.to}, by ${proposed.by}; a second person has to agree: ${proposed.reason}`] as const]),
    ...toActRows(done),
  ])
}
