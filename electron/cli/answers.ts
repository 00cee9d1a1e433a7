import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { assessmentInput, type AssessmentInput, type EuLookups } from '../../shared/contract/assessment.ts'
import { type Tiering, tieringDimension, type TieringDimension } from '../../shared/contract/tiering.ts'
import { AppError } from '../../shared/errors.ts'
import { dimensionTitles } from '../../shared/tiering-words.ts'

export interface AnswerOptions {
  answers?: string
  answer?: string[]
  fact?: string[]
  eu?: string[]
  euScope?: string
  euRole?: string[]
  euProfiling?: boolean
  euExemption?: string
  euReason?: string
}

type Start = { tiering: Tiering; start: AssessmentInput }

const bad = (sentence: string) => new AppError('BAD_INPUT', `${sentence} Nothing was written.`)

/** As people write it: a level by its number or by its id. */
const written = z.strictObject({
  answers: z.partialRecord(tieringDimension, z.strictObject({ level: z.union([z.number(), z.string()]).nullable().optional(), reason: z.string().nullable().optional() })).optional(),
  facts: z.array(z.string()).nullable().optional(),
  eu: z
    .strictObject({ ...z.strictObject(assessmentInput.shape.eu.unwrap().shape).partial().shape, exemption: z.strictObject({ ref: z.string(), reason: z.string().default('') }).nullable().optional() })
    .optional(),
})
type Written = z.output<typeof written>

/** Answers from a file, then from options, over `start`. BAD_INPUT names the part that can not be read; what is missing is for the service to say. */
export async function readAnswers(options: AnswerOptions, { tiering, start }: Start): Promise<AssessmentInput> {
  const file = options.answers === undefined ? {} : await parseFile(resolve(options.answers))
  const answers = { ...start.answers, ...toAnswers(file.answers ?? {}, tiering), ...toAnswers(parseAnswers(options.answer ?? []), tiering) }
  const eu = { ...start.eu, ...defined(file.eu ?? {}), ...euOptions(options) }
  const facts = options.fact ?? file.facts ?? start.facts
  const parsed = assessmentInput.safeParse({ useCase: start.useCase, answers, facts, eu })
  if (parsed.success) return parsed.data
  throw bad(`${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`)
}

async function parseFile(path: string): Promise<Written> {
  const { parse } = await import('yaml')
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The answers in ${path} can not be read: ${error instanceof Error ? error.message.split('\n')[0] : 'not YAML or JSON'}. Nothing was written.`)
  }
  const parsed = written.safeParse(content)
  if (parsed.success) return parsed.data
  throw bad(`${path}: ${parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ')}. "use-case questions" prints a file to begin with.`)
}

const defined = <T extends object>(given: T) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function toAnswers(given: NonNullable<Written['answers']>, { dimensions }: Tiering): AssessmentInput['answers'] {
  return Object.fromEntries(
    Object.entries(given).map(([dimension, { level, reason }]) => {
      const { levels } = dimensions.find(({ id }) => id === dimension)!
      if (level === undefined || level === null) return [dimension, { level: null, reason: reason ?? '' }]
      const number = levels.findIndex(({ id }, at) => String(at) === String(level) || id === level)
      if (number < 0) throw bad(`${dimension} has no level "${level}". Its levels are: ${levels.map(({ id }, at) => `${at} ${id}`).join(', ')}.`)
      return [dimension, { level: number, reason: reason ?? '' }]
    }),
  )
}

/** `exposure=2:many customers` */
function parseAnswers(texts: readonly string[]): NonNullable<Written['answers']> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = '', level = '', reason = ''] = /^([^=]+)=([^:]+)(?::(.*))?$/s.exec(text) ?? []
      const dimension = tieringDimension.safeParse(name.trim().replaceAll('-', '_')).data
      if (!dimension) throw bad(`"${text}" is no answer: write DIMENSION=LEVEL:REASON, for example "exposure=2:many customers". The dimensions are: ${tieringDimension.options.join(', ')}.`)
      return [dimension, { level: level.trim(), reason: reason.trim() }] satisfies [TieringDimension, unknown]
    }),
  )
}

const euPrefixes = [['5(', 'prohibited'], ['50(', 'transparency'], ['III.', 'annexIII'], ['I.', 'annexI']] as const

/** One option for all points: what they are is told by how the Act numbers them. */
function euOptions({ eu, euScope, euRole, euProfiling, euExemption, euReason }: AnswerOptions): Partial<AssessmentInput['eu']> {
  const points: Partial<AssessmentInput['eu']> = eu === undefined ? {} : { prohibited: [], transparency: [], annexIII: [], annexI: [] }
  for (const ref of eu ?? []) {
    const list = euPrefixes.find(([prefix]) => ref.startsWith(prefix))?.[1]
    if (!list) throw bad(`"${ref}" is no point of the EU AI Act: write it as III.5(b), I.A.11, 5(1)(c) or 50(1).`)
    points[list] = [...(points[list] ?? []), ref]
  }
  const [, condition = '', reason = ''] = /^([^:]+)(?::(.*))?$/s.exec(euExemption ?? '') ?? []
  // Who names a point or a role has said that the Act reaches the use.
  const scope = euScope ?? (eu !== undefined || euRole !== undefined ? 'inside' : undefined)
  return {
    ...points,
    ...(scope && { scope: scope as AssessmentInput['eu']['scope'] }),
    ...(euRole && { roles: euRole as AssessmentInput['eu']['roles'] }),
    ...(euProfiling !== undefined && { profiling: euProfiling }),
    ...(euExemption !== undefined && { exemption: { ref: condition.trim(), reason: reason.trim() } }),
    ...(euReason !== undefined && { reason: euReason }),
  }
}

/** A file to fill in, with every question, level, fact and point as a comment. */
export function toQuestionsFile(useCase: string, title: string, tiering: Tiering, eu: EuLookups): string {
  const comment = (lines: readonly string[], indent = '') => lines.map((line) => `${indent}# ${line}`)
  const dimensions = tiering.dimensions.flatMap(({ id, question, levels }) => [
    ...comment([`${dimensionTitles[id]}: ${question}`, ...levels.map((level, at) => `  ${at}  ${level.text}`)], '  '),
    `  ${id}: {level: , reason: }`,
  ])
  const points = (items: readonly { ref: string; text: string }[]) => items.map(({ ref, text }) => `  ${ref}  ${text}`)
  return [
    ...comment([`Assessment of ${useCase} by the questions of ${title}`, tiering.note]),
    'answers:',
    ...dimensions,
    ...comment(['Facts that hold; what follows from the EU AI Act is not written here', ...[...tiering.forced, ...tiering.notAllowed].map(({ id, text }) => `  ${id}  ${text}`)]),
    'facts: []',
    'eu:',
    ...comment(['inside or outside'], '  '),
    '  scope: inside',
    ...comment(['provider, deployer'], '  '),
    '  roles: []',
    ...comment(['practices of Art. 5', ...points(eu.prohibited)], '  '),
    '  prohibited: []',
    ...comment(['safety component of such a product, or the product, with a conformity assessment by a third party', ...points(eu.annexI)], '  '),
    '  annexI: []',
    ...comment(['uses that Annex III lists', ...points(eu.annexIII.flatMap(({ items }) => items))], '  '),
    '  annexIII: []',
    ...comment(['true where it profiles natural persons'], '  '),
    '  profiling: false',
    ...comment(['where Art. 6(3) is relied on: {ref: 6(3)(a), reason: why}', ...points(eu.exemptions)], '  '),
    '  exemption: null',
    ...comment(['duties of Art. 50', ...points(eu.transparency)], '  '),
    '  transparency: []',
    '  reason: ',
  ].join('\n')
}
