import * as z from 'zod'
import { procedure } from './procedure.ts'

/** Where a click on a notice leads: commands of shared/commands.ts. */
export const noticeTarget = z.enum(['go.reviews', 'go.calendar'])

/** What the desktop shows: at most one for each ledger and day. */
export const notice = z.object({ title: z.string().max(200), body: z.string().max(1000), target: noticeTarget })
export type Notice = z.infer<typeof notice>

/** Of this computer. `names`: with models, people and reasons, which may be read on a locked screen. */
export const noticeSettings = z.object({ on: z.boolean(), names: z.boolean() })
export type NoticeSettings = z.infer<typeof noticeSettings>

export const noticesContract = {
  /** Until somebody chose: on in the desktop app, off in a browser; without names. */
  settings: procedure.output(noticeSettings),
  change: procedure.input(noticeSettings).output(noticeSettings),
  /** What is to be shown now, once: null where it is off, was shown today, or nothing waits or ends. */
  take: procedure.output(notice.nullable()),
}
