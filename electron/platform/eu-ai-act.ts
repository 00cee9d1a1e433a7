import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { euRole, type EuLookups } from '../../shared/contract/assessment.ts'
import { assetFile } from './assets.ts'

const item = z.strictObject({ ref: z.string(), text: z.string() })
const dated = item.extend({ date: z.string() })
/** The file as people edit it: docs/formats/tiering.md */
const file = z.strictObject({
  schema: z.literal('countersign/eu-ai-act-lookups/1'),
  version: z.number().int().positive(),
  as_of: z.iso.date(),
  source: z.string(),
  source_quality: z.string(),
  dates: z.array(z.strictObject({ id: z.string(), on: z.iso.date(), what: z.string() })),
  prohibited: z.array(dated),
  annex_iii: z.array(z.strictObject({ point: z.string(), area: z.string(), items: z.array(item) })),
  annex_i: z.array(item),
  exemptions: z.array(item),
  transparency: z.array(dated.extend({ role: euRole })),
})

let loaded: EuLookups | undefined

/** Points, conditions and dates of the EU AI Act, as assets/frameworks/eu-ai-act-lookups.yaml has them. Read once. */
export function loadEuLookups(): EuLookups {
  return (loaded ??= parseEuLookups(readFileSync(assetFile('frameworks/eu-ai-act-lookups.yaml'), 'utf8')))
}

/** Throws where a point follows a date that the file does not have. */
export function parseEuLookups(text: string): EuLookups {
  const { version, as_of, source, source_quality, dates, prohibited, annex_i, annex_iii, exemptions, transparency } = file.parse(parse(text))
  const on = (id: string): string => {
    const found = dates.find((date) => date.id === id)
    if (!found) throw new Error(`eu-ai-act-lookups.yaml has no date ${id}`)
    return found.on
  }
  const since = <T extends { date: string }>({ date, ...rest }: T) => ({ ...rest, appliesFrom: on(date) })
  return {
    version,
    asOf: as_of,
    sha256: createHash('sha256').update(text).digest('hex'),
    source,
    sourceQuality: source_quality,
    dates,
    prohibited: prohibited.map(since),
    annexI: annex_i.map((one) => ({ ...one, appliesFrom: on('annex_i') })),
    annexIII: annex_iii.map(({ items, ...area }) => ({ ...area, items: items.map((one) => ({ ...one, appliesFrom: on('annex_iii') })) })),
    exemptions,
    transparency: transparency.map(since),
  }
}
