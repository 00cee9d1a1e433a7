import * as z from 'zod'
import { newPerson } from './identity.ts'
import { builtInPolicyId } from './policies.ts'
import { filePath, instant, line, procedure } from './procedure.ts'
import { eventIterator } from '@orpc/contract'

/** The clock says `now`, so many days after the ledger was last seen on this computer: somebody has to say which is right. */
export const dateDoubt = z.object({ now: instant, lastSeen: instant, days: z.number().int() })
export type DateDoubt = z.infer<typeof dateDoubt>

export const openWorkspace = z.object({
  dir: z.string(),
  name: z.string(),
  origin: z.string(),
  readOnly: z.object({ reason: z.string() }).nullable(),
  /** Nothing is written while the date is in doubt. */
  dateDoubt: dateDoubt.nullable(),
})

export const workspaceState = z.object({
  app: z.object({ version: z.string(), runtime: z.enum(['electron', 'browser']) }),
  open: openWorkspace.nullable(),
  recent: z.array(z.object({ dir: z.string(), name: z.string(), openedAt: instant })),
  /** Where a new workspace or the example would go unless the person says otherwise. */
  suggestedDir: z.string(),
})
export type WorkspaceState = z.infer<typeof workspaceState>

export const job = z.object({
  id: z.string(),
  kind: z.enum(['snapshot', 'version', 'inspection', 'check', 'verify', 'report', 'preview', 'example', 'backup', 'restore', 'export', 'import', 'artefact', 'look', 'run_import']),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** `total` null: the end is not known. */
  progress: z.object({ done: z.number(), total: z.number().nullable(), note: z.string() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What the job made; its shape is said by the procedure that started it. */
  result: z.unknown(),
  startedAt: instant,
  endedAt: instant.nullable(),
})
export type Job = z.infer<typeof job>

/** What the watch stream says: something was appended, a job moved, the workspace or the acting person changed. */
export const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ledger'), size: z.number().int() }),
  z.object({ type: z.literal('job'), job }),
  z.object({ type: z.literal('workspace') }),
  z.object({ type: z.literal('session') }),
  /** Somebody wrote to runs that are open, in this program or in another one. */
  z.object({ type: z.literal('runs') }),
])
export type Change = z.infer<typeof change>

export const folderEntry = z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file', 'workspace']), bytes: z.number().int().nullable(), modifiedAt: instant.nullable() })

export const workspaceContract = {
  state: procedure.output(workspaceState),
  create: procedure.input(z.object({ dir: filePath, name: line(120), person: newPerson, policy: builtInPolicyId.default('two-person') })).output(workspaceState),
  /** What a new workspace can start under, for people who choose. */
  policies: procedure.output(z.array(z.object({ id: builtInPolicyId, title: z.string(), about: z.string() }))),
  open: procedure.input(z.object({ dir: filePath })).output(workspaceState),
  close: procedure.output(workspaceState),
  /** A person says that the clock of this computer is right. */
  confirmDate: procedure.output(workspaceState),
  /** Builds the German credit workspace through the same services a person uses; a job whose result is `{ dir, people }`. */
  loadExample: procedure.input(z.object({ dir: filePath.optional() })).output(z.object({ job: z.string() })),
  /** What speaks against keeping a workspace in this folder, which need not exist yet: a network drive, a synchronised folder. */
  place: procedure.input(z.object({ dir: filePath })).output(z.object({ warning: z.string().nullable() })),
  /** Takes in a file that was dropped on a window in a browser: there it has no path. It stays until the next one. */
  receive: procedure.input(z.object({ file: z.file().max(24_000_000, 'larger than 24 MB: choose it with Browse instead') })).output(z.object({ path: z.string() })),
  /** Lists a folder of this computer for the in-app file chooser; null is the home folder. */
  browse: procedure
    .input(z.object({ dir: filePath.nullable() }))
    .output(z.object({ dir: z.string(), parent: z.string().nullable(), entries: z.array(folderEntry) })),
}

export const jobsContract = {
  list: procedure.output(z.array(job)),
  get: procedure.input(z.object({ id: z.string() })).output(job),
  cancel: procedure.input(z.object({ id: z.string() })).output(job),
  watch: procedure.output(eventIterator(change)),
}
