import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { evidenceKind, type EvidenceKind } from '../../shared/contract/evidence-kinds.ts'
import { assetFile } from './assets.ts'

/** The file as people edit it: docs/formats/evidence-kinds.md */
const { fields: _, due: __, nilOk: ___, madeBy, madeAs, ...same } = evidenceKind.shape
const written = z
  .strictObject({ ...same, watch: z.string().optional(), nil_ok: z.literal(true).optional(), due: z.string().optional(), settled_by: z.string().optional(), made_by: madeBy, made_as: madeAs, fields: z.record(z.string(), z.string()) })
  .transform(({ nil_ok, made_by, made_as, fields, watch = null, due, settled_by = null, ...kind }) =>
    evidenceKind.parse({
      ...kind,
      watch,
      nilOk: nil_ok ?? false,
      due: due === undefined ? null : { field: due, settledBy: settled_by },
      madeBy: made_by,
      madeAs: made_as,
      fields: Object.entries(fields).map(([id, title]) => ({ id, title })),
    }),
  )
const file = z.strictObject({ schema: z.literal('countersign/evidence-kinds/1'), version: z.number().int().positive(), as_of: z.iso.date(), kinds: z.array(written) })

let loaded: ReadonlyMap<string, EvidenceKind> | undefined

/** Every kind of evidence by its id, in the order of the file that ships with the program. Read once. */
export function loadEvidenceKinds(): ReadonlyMap<string, EvidenceKind> {
  loaded ??= new Map(file.parse(parse(readFileSync(assetFile('frameworks/evidence-kinds.yaml'), 'utf8'))).kinds.map((kind) => [kind.id, kind]))
  return loaded
}
