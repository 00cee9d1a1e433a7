import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ArtefactPlace } from '../../../../shared/contract/artefacts.ts'

export const artefactObservationRecord = sqliteTable(
  'artefact_observation',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    version: text().notNull(),
    place: text().$type<ArtefactPlace>().notNull(),
    name: text().notNull(),
    expected: text().notNull(),
    found: text().notNull(),
  },
  (table) => [index('artefact_observation_version').on(table.version)],
)
