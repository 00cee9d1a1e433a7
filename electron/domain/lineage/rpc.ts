import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { lineageContract } from '../../../shared/contract/lineage.ts'
import type { LineageReader } from './service.ts'

export const lineageHandlers = (lineage: LineageReader): Handlers<typeof lineageContract> => ({ of: ({ subject }) => lineage.of(subject) })
