import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Person } from '../../shared/contract/identity.ts'
import type { contract } from '../../shared/contract/index.ts'
import type { noticesContract } from '../../shared/contract/notices.ts'
import type { WorkspaceState, workspaceContract, jobsContract } from '../../shared/contract/workspace.ts'
import { catalogHandlers } from '../domain/catalog/rpc.ts'
import { documentsHandlers } from '../domain/documents/rpc.ts'
import { evidenceHandlers } from '../domain/evidence/rpc.ts'
import { testSetsHandlers } from '../domain/evidence/test-sets/rpc.ts'
import { registryHandlers } from '../domain/experiments/registered-rpc.ts'
import { experimentsHandlers } from '../domain/experiments/rpc.ts'
import { frameworksHandlers } from '../domain/frameworks/rpc.ts'
import { identityHandlers } from '../domain/identity/rpc.ts'
import { interopHandlers } from '../domain/interop/rpc.ts'
import { inventoryHandlers } from '../domain/inventory/rpc.ts'
import { ledgerHandlers } from '../domain/ledger/rpc.ts'
import { lineageHandlers } from '../domain/lineage/rpc.ts'
import { policiesHandlers } from '../domain/policies/rpc.ts'
import { builtIn, builtInIds } from '../domain/policies/service.ts'
import { reportsHandlers } from '../domain/reports/rpc.ts'
import { artefactsHandlers } from '../domain/reviews/artefacts/rpc.ts'
import { challengesHandlers } from '../domain/reviews/challenges/rpc.ts'
import { commentsHandlers } from '../domain/reviews/comments/rpc.ts'
import { conditionsHandlers } from '../domain/reviews/conditions/rpc.ts'
import { delegationsHandlers } from '../domain/reviews/delegations/rpc.ts'
import { findingsHandlers } from '../domain/reviews/findings/rpc.ts'
import { waiversHandlers } from '../domain/reviews/waivers/rpc.ts'
import { reviewsHandlers } from '../domain/reviews/rpc.ts'
import { warnOfFolder } from '../platform/shared-folder.ts'
import { backupsHandlers, custodyHandlers } from './backups/rpc.ts'
import { listFolder } from './browse.ts'
import { inspectAlone } from './bundles.ts'
import type { Changes } from './changes.ts'
import { createExample } from './example.ts'
import { toWork, type Jobs } from './jobs.ts'
import { ledgerFileHandlers } from './ledger-files.ts'
import type { HandlersOf } from './rpc.ts'
import { mlflowHandlers } from './mlflow/rpc.ts'
import type { MlflowSwitch } from './mlflow/switch.ts'
import type { Session, Sessions } from './sessions.ts'
import { createNotices } from './notices.ts'
import { receiveFile } from './received-files.ts'
import { createWorkspace, openWorkspaceInSteps, type Machine, type Workspace } from './workspace.ts'

export interface HandlerOptions {
  machine: Machine
  jobs: Jobs
  changes: Changes
  workspace: () => Workspace
  replace: (next: Workspace | null) => Promise<void>
  state: (session: Session) => WorkspaceState
  sessions: Sessions
  mlflow: MlflowSwitch
}

/** One function a module: asked at each call, because the workspace may be another one than a moment ago. */
export function createHandlers(options: HandlerOptions): HandlersOf<typeof contract> {
  const { workspace, changes, sessions, mlflow } = options
  return {
    workspace: (session) => workspaceHandlers(options, session),
    jobs: () => jobHandlers(options),
    ledger: () => ({
      ...ledgerHandlers({ dir: workspace().dir, ledger: workspace().ledger, index: workspace().index }),
      ...ledgerFileHandlers(workspace()),
    }),
    identity: (session) => ({
      ...identityHandlers(workspace().identity),
      current: () => toActing(session.actor === null ? null : workspace().identity.person(session.actor)),
      async signIn({ email, passphrase }) {
        const person = await workspace().identity.signIn(email, passphrase)
        session.actor = person.email
        await mlflow.signedIn(person.email)
        changes.tell({ type: 'session' })
        return person
      },
      async signOut() {
        const left = session.actor
        session.actor = null
        if (left !== null && ![...sessions.all()].some(({ actor }) => actor === left)) await mlflow.signedOut(left)
        changes.tell({ type: 'session' })
        return {}
      },
      attend() {
        session.activeAt = options.machine.clock.now().getTime()
        return {}
      },
    }),
    policies: () => policiesHandlers(workspace().policies),
    catalog: () => catalogHandlers(workspace().catalog),
    documents: () => documentsHandlers(workspace().documents),
    experiments: () => experimentsHandlers(workspace().experiments),
    registry: () => registryHandlers(workspace().registered),
    mlflow: () => mlflowHandlers(mlflow),
    evidence: () => evidenceHandlers(workspace().evidence),
    testSets: () => testSetsHandlers(workspace().testSets),
    reviews: () => reviewsHandlers(workspace().reviews),
    findings: () => findingsHandlers(workspace().findings),
    conditions: () => conditionsHandlers(workspace().conditions),
    waivers: () => waiversHandlers(workspace().waivers),
    challenges: () => challengesHandlers(workspace().challenges),
    comments: () => commentsHandlers(workspace().comments),
    delegations: () => delegationsHandlers(workspace().delegations),
    artefacts: () => artefactsHandlers(workspace().artefacts),
    inventory: () => inventoryHandlers(workspace().inventory),
    lineage: () => lineageHandlers(workspace().lineage),
    frameworks: () => frameworksHandlers(workspace().frameworks),
    reports: () => reportsHandlers(workspace().reports),
    backups: () => backupsHandlers(options),
    custody: () => custodyHandlers(options),
    notices: (session) => noticeHandlers(options, session),
    interop: (session) => interopHandlers(() => workspace().interop, (path) => (options.state(session).open ? workspace().interop.inspect(path) : inspectAlone(path, options.machine))),
  }
}

function noticeHandlers({ machine, workspace }: HandlerOptions, session: Session): Handlers<typeof noticesContract> {
  const notices = createNotices(machine)
  return {
    settings: () => notices.settings(session.runtime),
    change(settings) {
      notices.change(settings)
      return notices.settings(session.runtime)
    },
    take: () => notices.take(workspace(), session),
  }
}

/** Whose key is revoked acts no more, also where they had signed in before. */
const toActing = (person: Person | null) => (person?.revoked ? null : person)

function workspaceHandlers({ machine, changes, workspace, replace, state }: HandlerOptions, session: Session): Handlers<typeof workspaceContract> {
  return {
    state: () => state(session),
    async create(input) {
      await replace(await createWorkspace(input, machine))
      session.actor = input.person.email
      return state(session)
    },
    policies: () => builtInIds.map((id) => ({ id, title: builtIn(id).title, about: builtIn(id).about })),
    async open({ dir }, call) {
      await replace(await openWorkspaceInSteps(dir, machine, toWork(call)))
      return state(session)
    },
    confirmDate() {
      workspace().ledger.confirmDate()
      workspace().reviews.tick()
      changes.tell({ type: 'workspace' })
      return state(session)
    },
    async close() {
      await replace(null)
      return state(session)
    },
    loadExample: ({ dir }, call) => call.startJob('example', 'Building the example workspace', (work) => createExample(dir, machine, work)),
    place: async ({ dir }) => ({ warning: await warnOfFolder(dir) }),
    receive: ({ file }) => receiveFile(machine.stateDir, file),
    browse: ({ dir }) => listFolder(dir),
  }
}

function jobHandlers({ jobs, changes }: HandlerOptions): Handlers<typeof jobsContract> {
  return {
    list: () => jobs.list(),
    get: ({ id }) => jobs.get(id),
    cancel: ({ id }) => jobs.cancel(id),
    watch: (_input, call) => changes.watch(call.signal),
  }
}
