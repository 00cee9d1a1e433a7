import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { reportsContract } from '../../../shared/contract/reports.ts'
import type { Reports } from './service.ts'

export function reportsHandlers(reports: Reports): Handlers<typeof reportsContract> {
  return {
    list: (input) => reports.list(input),
    preview: (input, call) => call.startJob('preview', `Preview of the dossier of ${input.version}`, (work) => reports.preview(input, work)),
    previewBytes: ({ token }) => new Blob([reports.previewBytes(token)], { type: 'application/pdf' }),
    exportDossier(input, call) {
      const actor = call.actor()
      return call.startJob('report', `Dossier of ${input.version}`, (work) => reports.exportDossier(actor, input, work))
    },
  }
}
